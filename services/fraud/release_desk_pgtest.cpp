// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/release_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "async/runtime.h"
#include "clearway/common/v1/common_events.pb.h"
#include "events/event_store.h"
#include "releases/release_facts.h"
#include "releases/release_store.h"
#include "services/fraud/app.h"
#include "services/fraud/model/model_fixture.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "testing/test_database.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kModel = ReleaseKind::kModel;
constexpr auto kPolicy = ReleaseKind::kPolicy;
constexpr char kVersion[] = "small/2025-03.1";
const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");

std::string StrictPolicy(const std::string& version) {
    return R"({"id": "strict", "version": ")" + version + R"(", "rules": [
        {"id": "all", "mode": "enforce", "when": "amount >= 0", "outcome": "decline",
         "reason_code": "ALL", "message": "All.", "iso_code": "FRAD"}]})";
}

class ReleaseDeskTest : public ::testing::Test {
protected:
    core::Result<Release> Take(decltype(ReleaseCommand::step) step, const char* by = "anna") {
        return async::BlockOn(runtime_.GetExecutor(), desk_.Take({std::move(step), by, kNow}));
    }
    core::Result<Release> Activate(ReleaseKind kind, const std::string& version) {
        if (auto shadow = Take(ShadowRelease{kind, version}); !shadow) return shadow;
        if (auto first = Take(ApproveRelease{kind, version}, "anna"); !first) return first;
        return Take(ApproveRelease{kind, version}, "bert");
    }
    ReleaseContent Content(const crypto::PrivateKey& key) {
        const auto& table = FeatureTable::Default();
        const auto hash = table.HashOf(Expected().features).value();
        auto package = Sign(With(ManifestOf(BoosterOfTestdata()), "hash-of-five", hash),
                            BoosterOfTestdata(), key);
        return {package.manifest, package.signature, package.booster, package.card};
    }
    // As if another program had stored it, whose features are others.
    void Store(const Release& release, const ReleaseContent& content) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        releases::StoredReleases book(transaction);
        if (auto active = book.Active(release.kind)) {
            active->stage = ReleaseStage::kRetired;
            book.Save(*active);
        }
        auto draft = release;
        draft.stage = ReleaseStage::kDraft;
        book.Add(draft, content);
        book.Save(release);
        transaction.commit();
    }

    // "<version> <step> <by>" of each fact of a release.
    std::vector<std::string> StepsTold(const Release& release) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector streams{releases::ReleaseStream(release)};
        std::vector<std::string> told;
        for (const auto& fact : events::LoadStreams(transaction, streams)) {
            common::v1::ReleaseStepTaken step;
            EXPECT_TRUE(step.ParseFromString(fact.payload)) << fact.type;
            EXPECT_EQ(step.digest(), release.digest);
            told.push_back(std::to_string(fact.version) + ' ' + step.step() + ' ' +
                           step.taken_by());
        }
        return told;
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    const crypto::PrivateKey key_ = crypto::PrivateKey::Generate();
    ContentReader contents_{{key_.Public()}};
    async::Runtime runtime_{1};
    postgres::ReadPool readers_{database_.Url(), 1};
    std::shared_ptr<const Scoring> used_;
    events::Outbox outbox_{{.service = "t" + core::Uuid::Random().ToString().substr(0, 8),
                            .instance = "one",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    StoredReleaseDesk desk_{database_.Url(),
                            outbox_,
                            readers_,
                            contents_,
                            {PolicyOf(embedded::fraud_default_policy::kPolicy), nullptr},
                            [this](auto scoring) { used_ = std::move(scoring); }};
};

TEST_F(ReleaseDeskTest, AModelDecidesWhenTwoOperatorsHaveApprovedItAndNotBefore) {
    EXPECT_EQ(desk_.Load()->ModelVersion(), "none");
    EXPECT_EQ(desk_.Load()->PolicyVersion(), "baseline/3");
    ASSERT_EQ(Take(SubmitRelease{kModel, Content(key_)})->version, kVersion);
    EXPECT_EQ(used_->ModelVersion(), "none");
    ASSERT_TRUE(Take(ShadowRelease{kModel, kVersion}));
    EXPECT_EQ(used_->ModelVersion(), "none");
    ASSERT_TRUE(Take(ApproveRelease{kModel, kVersion}, "anna"));
    EXPECT_TRUE(AwaitsSecondOperator(*Take(ApproveRelease{kModel, kVersion}, "anna")));
    EXPECT_EQ(used_->ModelVersion(), "none");
    ASSERT_TRUE(Take(ApproveRelease{kModel, kVersion}, "bert"));
    EXPECT_EQ(used_->ModelVersion(), kVersion);
    EXPECT_EQ(desk_.Load()->ModelVersion(), kVersion) << "and after a restart";
    ASSERT_TRUE(Take(RollBackRelease{kModel, kVersion}));
    EXPECT_EQ(used_->ModelVersion(), "none");
}

TEST_F(ReleaseDeskTest, AReleaseKeepsWhatItCameWithAlsoForWhoComesRoundTheService) {
    ASSERT_TRUE(Take(SubmitRelease{kPolicy, {StrictPolicy("1"), {}, {}, {}}}));
    postgres::Connection connection(database_.Url());
    const auto update = [&](const std::string& change) {
        postgres::Transaction transaction(connection.Get());
        transaction.exec("UPDATE releases SET " + change);
    };
    for (const std::string change :
         {"kind = 1", "version = 'strict/9'", "submitted_by = 'eve'",
          "submitted_at = submitted_at + interval '1 s'", "signed_by = 'eve'",
          "digest = encode(sha256('other'), 'hex')", "content = 'other'", "signature = 'other'",
          "booster = 'other'", "card = 'other'"}) {
        try {
            update(change);
            ADD_FAILURE() << change;
        } catch (const std::exception& refused) {
            EXPECT_THAT(refused.what(), HasSubstr("is append-only")) << change;
        }
    }
    update("stage = 2");
}

TEST_F(ReleaseDeskTest, APolicyTakesTheSameWay) {
    ASSERT_TRUE(Take(SubmitRelease{kPolicy, {StrictPolicy("1"), {}, {}, {}}}));
    ASSERT_TRUE(Take(SubmitRelease{kPolicy, {StrictPolicy("2"), {}, {}, {}}}));
    ASSERT_TRUE(Activate(kPolicy, "strict/1"));
    EXPECT_EQ(used_->PolicyVersion(), "strict/1");
    ASSERT_TRUE(Activate(kPolicy, "strict/2"));
    EXPECT_EQ(used_->PolicyVersion(), "strict/2");
    ASSERT_TRUE(Take(RollBackRelease{kPolicy, "strict/2"}));
    EXPECT_EQ(used_->PolicyVersion(), "strict/1");
    const auto listed = async::BlockOn(runtime_.GetExecutor(), desk_.List(std::nullopt));
    ASSERT_EQ(listed->size(), 2U);
    EXPECT_EQ(listed->at(0).history.size() + listed->at(1).history.size(), 13U);
}

TEST_F(ReleaseDeskTest, WhatDoesNotFitIsRefusedAndChangesNothing) {
    const auto refused = [&](ReleaseKind kind, ReleaseContent content) {
        const auto answer = Take(SubmitRelease{kind, std::move(content)});
        EXPECT_FALSE(answer);
        return answer ? std::string() : answer.error().detail;
    };
    const auto good = Content(key_);
    EXPECT_THAT(refused(kModel, Content(crypto::PrivateKey::Generate())), HasSubstr("trusted key"));
    auto changed = good;
    changed.booster[100] ^= 1;
    EXPECT_THAT(refused(kModel, changed), HasSubstr("model.ubj"));
    changed = good;
    changed.text += ' ';
    EXPECT_THAT(refused(kModel, changed), HasSubstr("manifest.sig"));
    auto foreign = Sign(ManifestOf(BoosterOfTestdata()), BoosterOfTestdata(), key_);
    EXPECT_THAT(refused(kModel, {foreign.manifest, foreign.signature, foreign.booster, {}}),
                HasSubstr("features_hash"));
    EXPECT_THAT(refused(kPolicy, {"{", {}, {}, {}}), HasSubstr("JSON"));
    EXPECT_THAT(refused(kPolicy, {With(StrictPolicy("1"), "amount", "amuont"), {}, {}, {}}),
                HasSubstr("amuont"));
    EXPECT_TRUE(async::BlockOn(runtime_.GetExecutor(), desk_.List(std::nullopt))->empty());
}

TEST_F(ReleaseDeskTest, AnActiveModelThatFitsNoMoreLeavesTheOneBefore) {
    ASSERT_TRUE(Take(SubmitRelease{kModel, Content(key_)}));
    ASSERT_TRUE(Activate(kModel, kVersion));
    const auto foreign = Sign(ManifestOf(BoosterOfTestdata()), BoosterOfTestdata(), key_);
    Store({.kind = kModel,
           .version = "other/1",
           .stage = ReleaseStage::kActive,
           .submitted_by = "anna",
           .submitted_at = kNow,
           .approved_by = {"anna", "bert"},
           .activated_at = kNow + std::chrono::hours(1),
           .signed_by = "key",
           .digest = std::string(64, 'b'),
           .history = {}},
          {foreign.manifest, foreign.signature, foreign.booster, {}});
    EXPECT_EQ(desk_.Load()->ModelVersion(), kVersion);
    EXPECT_THAT(metrics::Expose(), HasSubstr("clearway_fraud_releases_refused 1"));
    ASSERT_TRUE(Take(RollBackRelease{kModel, "other/1"}));
    EXPECT_THAT(metrics::Expose(), HasSubstr("clearway_fraud_releases_refused 0"));
}

TEST_F(ReleaseDeskTest, EachStepIsAFactOfItsRelease) {
    ASSERT_TRUE(Take(SubmitRelease{kModel, Content(key_)}));
    const auto release = Activate(kModel, kVersion);
    ASSERT_TRUE(release);
    EXPECT_THAT(StepsTold(*release),
                ElementsAre("1 submitted anna", "2 shadowed anna", "3 approved anna",
                            "4 approved bert", "5 activated bert"));
    // The same again is no step, and what is refused is none either.
    ASSERT_TRUE(Take(SubmitRelease{kModel, Content(key_)}));
    ASSERT_TRUE(Take(ApproveRelease{kModel, kVersion}));
    ASSERT_FALSE(Take(ApproveRelease{kModel, kVersion}, "carl"));
    ASSERT_TRUE(Take(RollBackRelease{kModel, kVersion}, "carl"));
    EXPECT_THAT(StepsTold(*release), ::testing::SizeIs(6));
    EXPECT_EQ(StepsTold(*release).back(), "6 rolled_back carl");
}

TEST_F(ReleaseDeskTest, WhatWasDoneBeforeThereWereFactsIsToldWithTheNextStep) {
    const Release old{.kind = kPolicy,
                      .version = "strict/1",
                      .stage = ReleaseStage::kShadow,
                      .submitted_by = "anna",
                      .submitted_at = kNow,
                      .approved_by = {},
                      .activated_at = {},
                      .signed_by = {},
                      .digest = std::string(64, 'b'),
                      .history = {{ReleaseStep::kSubmitted, "anna", kNow},
                                  {ReleaseStep::kShadowed, "anna", kNow}}};
    Store(old, {StrictPolicy("1"), {}, {}, {}});
    EXPECT_THAT(StepsTold(old), ::testing::IsEmpty());
    ASSERT_TRUE(Take(ApproveRelease{kPolicy, "strict/1"}, "bert"));
    EXPECT_THAT(StepsTold(old),
                ElementsAre("1 submitted anna", "2 shadowed anna", "3 approved bert"));
}

}  // namespace
}  // namespace clearway::fraud
