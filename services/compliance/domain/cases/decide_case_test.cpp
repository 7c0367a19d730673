// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_case.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

const core::PaymentId kPayment = core::DerivePaymentId("acme", "key-1");
const core::Timestamp kTime = core::FromMicros(1'700'000'000'000'000);

CaseMatch MatchOf(std::int64_t entry) {
    return {.role = PartyRole::kCreditor, .entry_number = entry, .listed_name = "X", .program = "P",
            .score = 1000};
}

OpenCase Open(std::vector<CaseMatch> matches, std::string reason = {}) {
    return {.payment = kPayment, .matches = std::move(matches), .list_version = "list/1",
            .review_reason = std::move(reason), .at = kTime};
}

ResolveCase Resolve(CaseStatus decision) {
    return {.id = core::DeriveCaseId(kPayment), .decision = decision, .resolved_by = "ops",
            .note = "seen", .at = kTime};
}

// The same listed entry, but another name was screened.
OpenCase OtherPayee() {
    auto match = MatchOf(1);
    match.party_digest = core::Sha256("another payee");
    return Open({match});
}

Case Opened() { return DecideOpen(std::nullopt, Open({MatchOf(1)})).after; }

Case ResolvedAs(CaseStatus status) { return DecideResolve(Opened(), Resolve(status))->after; }

TEST(DecideOpen, OpensTheCaseWhoseIdFollowsFromThePayment) {
    const auto decision = DecideOpen(std::nullopt, Open({MatchOf(1)}));
    EXPECT_TRUE(decision.changed);
    EXPECT_EQ(decision.after.id, core::DeriveCaseId(kPayment));
    EXPECT_EQ(decision.after.status, CaseStatus::kOpen);
    EXPECT_EQ(decision.after.version, 1);
    EXPECT_EQ(decision.after.opened_at, kTime);
}

TEST(DecideOpen, AddsOnlyWhatAnOpenCaseLacks) {
    EXPECT_FALSE(DecideOpen(Opened(), Open({MatchOf(1)})).changed);
    const auto more = DecideOpen(Opened(), Open({MatchOf(1), MatchOf(2)}));
    EXPECT_TRUE(more.changed);
    EXPECT_EQ(more.after.matches.size(), 2U);
    EXPECT_EQ(more.after.version, 2);
    const auto reason = DecideOpen(Opened(), Open({}, "FRAD"));
    EXPECT_TRUE(reason.changed);
    EXPECT_EQ(reason.after.review_reason, "FRAD");
    EXPECT_FALSE(DecideOpen(reason.after, Open({}, "FRAD")).changed);
}

TEST(DecideOpen, LeavesAResolvedCaseAsTheOperatorLeftItWhenThereIsNothingNew) {
    for (const auto status : {CaseStatus::kCleared, CaseStatus::kConfirmed}) {
        const auto decision = DecideOpen(ResolvedAs(status), Open({MatchOf(1)}));
        EXPECT_FALSE(decision.changed);
        EXPECT_FALSE(decision.announced);
        EXPECT_EQ(decision.after.status, status);
        EXPECT_EQ(decision.after.resolved_by, "ops");
    }
}

TEST(DecideOpen, OpensAResolvedCaseAgainForWhatTheOperatorDidNotSee) {
    for (const auto status : {CaseStatus::kCleared, CaseStatus::kConfirmed}) {
        for (const auto& command : {Open({MatchOf(2)}), Open({}, "FRAD"), OtherPayee()}) {
            const auto decision = DecideOpen(ResolvedAs(status), command);
            EXPECT_TRUE(decision.announced);
            EXPECT_EQ(decision.after.status, CaseStatus::kOpen);
            EXPECT_EQ(decision.after.version, 3);
            EXPECT_FALSE(decision.after.resolved_at);
            EXPECT_TRUE(decision.after.resolved_by.empty());
        }
    }
}

TEST(DecideOpen, KeepsTheReasonsOfEveryReviewOnce) {
    const auto one = DecideOpen(Opened(), Open({}, "FRAD"));
    const auto two = DecideOpen(one.after, Open({}, "RR04,FRAD"));
    EXPECT_EQ(two.after.review_reason, "FRAD,RR04");
    EXPECT_FALSE(DecideOpen(two.after, Open({}, "RR04")).changed);
}

TEST(DecideOpen, AnnouncesADecisionAgainOnceWhenThePaymentBeginsToWaitForIt) {
    auto waits = Open({});
    waits.payment_waits = true;
    for (const auto status : {CaseStatus::kCleared, CaseStatus::kConfirmed}) {
        const auto heard = DecideOpen(ResolvedAs(status), waits);
        EXPECT_TRUE(heard.announced);
        EXPECT_EQ(heard.after.status, status);
        EXPECT_EQ(heard.after.version, 3);
        EXPECT_FALSE(DecideOpen(heard.after, waits).changed);
    }
    const auto open = DecideOpen(Opened(), waits);
    EXPECT_TRUE(open.changed);  // known from now on, but nothing to tell
    EXPECT_FALSE(open.announced);
    EXPECT_EQ(open.after.version, 1);
}

TEST(DecideResolve, WalksEveryStateAndDecision) {
    struct Row {
        CaseStatus state;
        CaseStatus decision;
        std::optional<core::ErrorCode> refused;
        bool changed;
    };
    using enum CaseStatus;
    const Row rows[] = {
        {kOpen, kOpen, core::ErrorCode::kInvalidArgument, false},
        {kOpen, kCleared, std::nullopt, true},
        {kOpen, kConfirmed, std::nullopt, true},
        {kCleared, kOpen, core::ErrorCode::kInvalidArgument, false},
        {kCleared, kCleared, std::nullopt, false},
        {kCleared, kConfirmed, core::ErrorCode::kCaseAlreadyResolved, false},
        {kConfirmed, kOpen, core::ErrorCode::kInvalidArgument, false},
        {kConfirmed, kCleared, core::ErrorCode::kCaseAlreadyResolved, false},
        {kConfirmed, kConfirmed, std::nullopt, false},
    };
    for (const auto& row : rows) {
        const auto known = row.state == kOpen ? Opened() : ResolvedAs(row.state);
        const auto decision = DecideResolve(known, Resolve(row.decision));
        ASSERT_EQ(decision.has_value(), !row.refused);
        if (row.refused) {
            EXPECT_EQ(decision.error().code, *row.refused);
            continue;
        }
        EXPECT_EQ(decision->changed, row.changed);
        EXPECT_EQ(decision->after.status, row.decision);
        EXPECT_EQ(decision->after.version, 2);
        EXPECT_EQ(decision->after.resolved_by, "ops");
    }
    const auto nobody = DecideResolve(std::nullopt, Resolve(CaseStatus::kCleared));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, core::ErrorCode::kCaseNotFound);
}

}  // namespace
}  // namespace clearway::compliance
