// SPDX-License-Identifier: Apache-2.0
#include "releases/release_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "services/fraud/app.h"
#include "services/fraud/usecase/releases.h"
#include "testing/test_database.h"

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;
using releases::ListReleases;
using releases::LoadReleases;
using releases::StoredReleases;
using ::testing::ElementsAre;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Release MakeRelease(const std::string& version, core::Timestamp at = kNow) {
    return {.kind = ReleaseKind::kModel,
            .version = version,
            .stage = ReleaseStage::kDraft,
            .submitted_by = "anna",
            .submitted_at = at,
            .approved_by = {},
            .activated_at = {},
            .signed_by = "key",
            .digest = std::string(64, 'a'),
            .history = {{ReleaseStep::kSubmitted, "anna", at}}};
}

class ReleaseStore : public ::testing::Test {
protected:
    template <class Work>
    auto In(Work work) {
        postgres::Transaction transaction(connection_.Get());
        StoredReleases book(transaction);
        auto result = work(book, transaction);
        transaction.commit();
        return result;
    }
    void Add(const Release& release) {
        In([&](auto& book, auto&) {
            book.Add(release, {"text", "sig", std::string("\0\xff bytes", 8), "card"});
            return 0;
        });
    }
    void Save(const Release& release) {
        In([&](auto& book, auto&) {
            book.Save(release);
            return 0;
        });
    }
    void Activate(Release& release, core::Timestamp at) {
        release.stage = ReleaseStage::kActive;
        release.approved_by = {"anna", "bert"};
        release.activated_at = at;
        release.history.push_back({ReleaseStep::kActivated, "bert", at});
        Save(release);
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    postgres::Connection connection_{database_.Url()};
};

TEST_F(ReleaseStore, KeepsAReleaseWithItsContentAndHistory) {
    auto release = MakeRelease("m/1");
    Add(release);
    Activate(release, kNow + 1h);
    const auto found = In([](auto& book, auto&) { return book.Find(ReleaseKind::kModel, "m/1"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stage, ReleaseStage::kActive);
    EXPECT_EQ(found->submitted_by, "anna");
    EXPECT_EQ(found->submitted_at, kNow);
    EXPECT_EQ(found->activated_at, kNow + 1h);
    EXPECT_EQ(found->signed_by, "key");
    EXPECT_EQ(found->digest, release.digest);
    EXPECT_THAT(found->approved_by, ElementsAre("anna", "bert"));
    ASSERT_EQ(found->history.size(), 2U);
    EXPECT_EQ(found->history[1].step, ReleaseStep::kActivated);
    EXPECT_EQ(found->history[1].taken_by, "bert");
    EXPECT_EQ(found->history[1].taken_at, kNow + 1h);
    const auto content = In([&](auto& book, auto&) { return book.Content(*found); });
    EXPECT_EQ(content.text, "text");
    EXPECT_EQ(content.booster, std::string("\0\xff bytes", 8));
    EXPECT_FALSE(In([](auto& book, auto&) { return book.Find(ReleaseKind::kPolicy, "m/1"); }));
}

TEST_F(ReleaseStore, TellsTheActiveTheOneBeforeAndThoseInShadow) {
    for (int i = 1; i <= 4; ++i) Add(MakeRelease("m/" + std::to_string(i), kNow + i * 1min));
    std::vector<Release> releases;
    for (int i = 1; i <= 4; ++i)
        releases.push_back(MakeRelease("m/" + std::to_string(i), kNow + i * 1min));
    for (int i = 0; i < 3; ++i) {
        if (i > 0) {
            releases[static_cast<std::size_t>(i - 1)].stage = ReleaseStage::kRetired;
            Save(releases[static_cast<std::size_t>(i - 1)]);
        }
        Activate(releases[static_cast<std::size_t>(i)], kNow + i * 1h);
    }
    releases[3].stage = ReleaseStage::kShadow;
    Save(releases[3]);
    EXPECT_EQ(In([](auto& book, auto&) { return book.Active(ReleaseKind::kModel); })->version,
              "m/3");
    EXPECT_EQ(In([](auto& book, auto&) { return book.Previous(ReleaseKind::kModel); })->version,
              "m/2");
    EXPECT_FALSE(In([](auto& book, auto&) { return book.Active(ReleaseKind::kPolicy); }));
    std::vector<std::string> loaded;
    for (const auto& kept : In([](auto&, auto& transaction) {
             return LoadReleases(transaction, ReleaseKind::kModel);
         }))
        loaded.push_back(kept.release.version);
    EXPECT_THAT(loaded, ElementsAre("m/3", "m/2", "m/1", "m/4"));
    EXPECT_EQ(In([](auto&, auto& transaction) {
                  return ListReleases(transaction, std::nullopt, 3).size();
              }),
              3U);
}

TEST_F(ReleaseStore, TheDatabaseRefusesWhatTheRulesForbid) {
    auto one = MakeRelease("m/1");
    auto two = MakeRelease("m/2");
    Add(one);
    Add(two);
    auto alone = one;
    alone.stage = ReleaseStage::kActive;
    alone.approved_by = {"anna"};
    EXPECT_ANY_THROW(Save(alone)) << "one operator";
    connection_.Reset();
    alone.approved_by = {"anna", "anna"};
    EXPECT_ANY_THROW(Save(alone)) << "two who are one";
    connection_.Reset();
    Activate(one, kNow);
    EXPECT_ANY_THROW(Activate(two, kNow)) << "two at once";
    for (const auto* statement :
         {"UPDATE release_steps SET taken_by = 'eve'", "DELETE FROM release_steps",
          "DELETE FROM releases", "UPDATE releases SET content = 'other'"}) {
        connection_.Reset();
        postgres::Transaction transaction(connection_.Get());
        EXPECT_ANY_THROW(transaction.exec(statement)) << statement;
    }
}

}  // namespace
}  // namespace clearway::fraud
