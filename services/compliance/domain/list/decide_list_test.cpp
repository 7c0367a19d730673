// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/decide_list.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

const core::Timestamp kTime = core::FromMicros(1'700'000'000'000'000);

ListVersion Version(const std::string& name, ListState state, const std::string& approved_by = {}) {
    return {.id = core::Uuid::Derive(core::Uuid(), name),
            .source = "un",
            .version = name,
            .state = state,
            .approved_by = approved_by,
            .facts = 1};
}

core::Result<ListDecision> Activate(const std::optional<ListVersion>& version,
                                    const std::string& by, bool lost = false,
                                    const std::string& reason = {}) {
    return DecideActivate(version, Version("now", ListState::kActive),
                          {.gone = 5, .lost_too_many = lost}, 7,
                          {.id = {}, .by = by, .override_reason = reason, .at = kTime});
}

TEST(DecideActivate, AnswersByStateOperatorAndLoss) {
    using enum ListState;
    struct Row {
        const char* what;
        std::optional<ListVersion> version;
        const char* by;
        bool lost;
        const char* reason;
        std::optional<core::ErrorCode> refused;
        ListState after;
    };
    const Row rows[] = {
        {"unknown", std::nullopt, "ada", false, "", core::ErrorCode::kNotFound, kImported},
        {"first of two", Version("a", kImported), "ada", false, "", {}, kImported},
        {"second of two", Version("a", kImported, "ada"), "bob", false, "", {}, kActive},
        {"the same twice", Version("a", kImported, "ada"), "ada", false, "", {}, kImported},
        {"active already", Version("a", kActive, "ada"), "ada", false, "", {}, kActive},
        {"superseded", Version("a", kSuperseded), "ada", false, "", {}, kSuperseded},
        {"superseded, second", Version("a", kSuperseded, "ada"), "bob", false, "", {}, kActive},
        {"rolled back, second", Version("a", kRolledBack, "ada"), "bob", false, "", {}, kActive},
        {"half gone", Version("a", kImported), "ada", true, "", core::ErrorCode::kReleaseRefused,
         kImported},
        {"half gone, a reason", Version("a", kImported), "ada", true, "why", {}, kImported},
        {"half gone, second", Version("a", kImported, "ada"), "bob", true, "",
         core::ErrorCode::kReleaseRefused, kImported},
        {"half gone, both", Version("a", kImported, "ada"), "bob", true, "why", {}, kActive},
        {"half gone, twice", Version("a", kImported, "ada"), "ada", true, "why", {}, kImported},
        {"superseded, twice", Version("a", kSuperseded, "ada"), "ada", false, "", {}, kSuperseded},
    };
    for (const auto& row : rows) {
        const auto decision = Activate(row.version, row.by, row.lost, row.reason);
        ASSERT_EQ(decision.has_value(), !row.refused) << row.what;
        if (row.refused) {
            EXPECT_EQ(decision.error().code, *row.refused) << row.what;
            continue;
        }
        EXPECT_EQ(decision->after.state, row.after) << row.what;
        EXPECT_EQ(AwaitsSecondOperator(decision->after), row.after != kActive) << row.what;
        const bool became = row.after == kActive && row.version->state != kActive;
        EXPECT_EQ(decision->switched, became) << row.what;
        EXPECT_EQ(decision->facts.size(), became ? 1U : 0U) << row.what;
        ASSERT_EQ(decision->other.has_value(), became) << row.what;
        if (became) {
            EXPECT_EQ(decision->other->state, kSuperseded) << row.what;
            EXPECT_EQ(decision->after.activation, 7) << row.what;
            EXPECT_EQ(decision->after.replaced, decision->other->id) << row.what;
        }
    }
}

TEST(DecideActivate, AnnouncesAnImportThatNobodyAnnounced) {
    auto version = Version("a", ListState::kImported, "ada");
    version.facts = 0;
    const auto decision = Activate(version, "bob");
    ASSERT_TRUE(decision);
    ASSERT_EQ(decision->facts.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<ListImported>(decision->facts[0].body));
    EXPECT_EQ(decision->facts[0].version.facts, 1);
    EXPECT_EQ(decision->facts[1].version.facts, 2);
    EXPECT_TRUE(DecideAnnounce(decision->after).facts.empty());
}

TEST(DecideRollBack, TakesTheActiveOneWithOneBeforeIt) {
    const auto roll = [](const std::optional<ListVersion>& version,
                         const std::optional<ListVersion>& before) {
        return DecideRollBack(version, before, {.added = 3}, 8,
                              {.id = {}, .by = "ada", .reason = "wrong", .at = kTime});
    };
    const auto before = Version("before", ListState::kSuperseded);
    EXPECT_EQ(roll(std::nullopt, before).error().code, core::ErrorCode::kNotFound);
    EXPECT_EQ(roll(Version("a", ListState::kImported), before).error().code,
              core::ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(roll(Version("a", ListState::kActive), std::nullopt).error().code,
              core::ErrorCode::kReleaseStateConflict);
    const auto back = roll(Version("a", ListState::kActive, "bob"), before);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->after.state, ListState::kRolledBack);
    EXPECT_TRUE(back->after.approved_by.empty()) << "it takes two to bring it back";
    EXPECT_EQ(back->other->state, ListState::kActive);
    EXPECT_EQ(back->other->activation, 8);
    ASSERT_EQ(back->facts.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<ListRolledBack>(back->facts[0].body));
    EXPECT_TRUE(std::get<ListActivated>(back->facts[1].body).rolled_back_to);
}

}  // namespace
}  // namespace clearway::compliance
