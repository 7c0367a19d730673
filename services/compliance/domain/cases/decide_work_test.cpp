// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_work.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

const core::Timestamp kTime = core::FromMicros(1'700'000'000'000'000);

Case InState(CaseStatus status) {
    return {.id = core::CaseId(core::Uuid::Derive(core::Uuid(), "case")),
            .subject = {.kind = SubjectKind::kParty, .id = core::Uuid::Derive(core::Uuid(), "p")},
            .status = status,
            .alerts = {{.kind = AlertKind::kMonitoring, .raised_at = kTime}},
            .opened_at = kTime,
            .waits_since = kTime,
            .due_at = kTime + std::chrono::hours(720),
            .version = 1};
}

AssignCase To(std::string assignee) {
    return {.id = {}, .assignee = std::move(assignee), .by = "anna", .at = kTime};
}
PrioritiseCase As(Priority priority) {
    return {.id = {}, .priority = priority, .by = "anna", .at = kTime};
}
CommentCase Comment() {
    return {.id = {}, .comment_id = {}, .text = "looks odd", .by = "anna", .at = kTime};
}
NoteReport Report() { return {.id = {}, .reference = "R-1", .by = "anna", .at = kTime}; }

// Every command on every state: what is changed, or why not.
TEST(DecideWork, WalksEveryStateAndCommand) {
    using enum CaseStatus;
    for (const auto status : {kOpen, kCleared, kConfirmed}) {
        const auto known = InState(status);
        const auto assigned = DecideAssign(known, To("ben"));
        const auto prioritised = DecidePrioritise(known, As(Priority::kUrgent), {});
        EXPECT_EQ(assigned.has_value(), status == kOpen);
        EXPECT_EQ(prioritised.has_value(), status == kOpen);
        if (status != kOpen) {
            EXPECT_EQ(assigned.error().code, core::ErrorCode::kCaseAlreadyResolved);
            EXPECT_EQ(prioritised.error().code, core::ErrorCode::kCaseAlreadyResolved);
        }
        const auto commented = DecideComment(known, Comment());
        ASSERT_TRUE(commented);
        EXPECT_EQ(commented->after.comments, 1);
        EXPECT_EQ(commented->after.status, status);
        const auto reported = DecideReport(known, Report());
        ASSERT_TRUE(reported);
        EXPECT_EQ(reported->after.status, status);
        for (const auto& decision : {*commented, *reported}) {
            EXPECT_EQ(decision.after.version, 2);
            EXPECT_EQ(decision.facts.size(), 1U);
        }
    }
}

TEST(DecideWork, OfNoCaseThereIsNothingToDo) {
    const std::optional<Case> none;
    EXPECT_EQ(DecideAssign(none, To("ben")).error().code, core::ErrorCode::kCaseNotFound);
    EXPECT_EQ(DecidePrioritise(none, As(Priority::kHigh), {}).error().code,
              core::ErrorCode::kCaseNotFound);
    EXPECT_EQ(DecideComment(none, Comment()).error().code, core::ErrorCode::kCaseNotFound);
    EXPECT_EQ(DecideReport(none, Report()).error().code, core::ErrorCode::kCaseNotFound);
}

TEST(DecideWork, WhatIsSoAlreadyChangesNothing) {
    const auto assigned = DecideAssign(InState(CaseStatus::kOpen), To("ben"))->after;
    EXPECT_EQ(assigned.assignee, "ben");
    EXPECT_FALSE(DecideAssign(assigned, To("ben"))->changed);
    EXPECT_FALSE(DecidePrioritise(assigned, As(Priority::kNormal), {})->changed);
}

TEST(DecideWork, APriorityMovesTheDeadline) {
    const auto known = InState(CaseStatus::kOpen);
    const auto high = DecidePrioritise(known, As(Priority::kHigh), {})->after;
    EXPECT_EQ(high.due_at, kTime + std::chrono::hours(360));
    const auto urgent = DecidePrioritise(high, As(Priority::kUrgent), {})->after;
    EXPECT_EQ(urgent.due_at, kTime + std::chrono::hours(180));
    EXPECT_EQ(DecidePrioritise(urgent, As(Priority::kNormal), {})->after.due_at, known.due_at);
}

}  // namespace
}  // namespace clearway::compliance
