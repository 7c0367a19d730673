// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_resolution.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

using enum CaseStatus;

const core::PaymentId kPayment = core::DerivePaymentId("acme", "key-1");
const core::Timestamp kTime = core::FromMicros(1'700'000'000'000'000);
const core::ErrorCode kTwoNeeded = core::ErrorCode::kSecondOperatorNeeded;

Case CaseWith(AlertKind kind, std::vector<CaseMatch> matches, std::string raised_by = {}) {
    return {.id = core::DeriveCaseId(kPayment),
            .subject = SubjectOf(kPayment),
            .alerts = {{.kind = kind, .raised_at = kTime, .raised_by = std::move(raised_by)}},
            .matches = std::move(matches),
            .opened_at = kTime,
            .version = 1};
}

Case Listed() { return CaseWith(AlertKind::kPayment, {{.entry_number = 1}}); }
Case Reviewed() { return CaseWith(AlertKind::kReview, {}); }

core::Result<CaseDecision> Resolve(const std::optional<Case>& known, CaseStatus decision,
                                   std::string by, FourEyes four_eyes = FourEyes::kListed) {
    return DecideResolve(known,
                         {.id = core::DeriveCaseId(kPayment),
                          .decision = decision,
                          .resolved_by = std::move(by),
                          .note = "seen",
                          .at = kTime + std::chrono::hours(1)},
                         {.four_eyes = four_eyes});
}

Case After(core::Result<CaseDecision> decision) {
    EXPECT_TRUE(decision.has_value());
    return decision ? decision->after : Case{};
}

Case Proposed(const Case& known, CaseStatus decision) {
    return After(Resolve(known, decision, "anna"));
}

// A case in a state, from the review that one operator decides, or the listed one that two do.
Case InState(CaseStatus state, bool listed) {
    auto one = listed ? Listed() : Reviewed();
    if (state == kOpen) return one;
    if (listed) one = Proposed(one, state);
    return After(Resolve(one, state, "ben"));
}

TEST(DecideResolve, WalksEveryStateAndDecision) {
    struct Row {
        CaseStatus state;
        CaseStatus decision;
        std::optional<core::ErrorCode> refused;
        bool changed;
    };
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
    for (const auto& row : rows)
        for (const bool listed : {false, true})
            for (const auto* by : {"anna", "ben", "carla"}) {
                const auto known = InState(row.state, listed);
                const auto decision = Resolve(known, row.decision, by);
                ASSERT_EQ(decision.has_value(), !row.refused);
                if (row.refused) {
                    EXPECT_EQ(decision.error().code, *row.refused);
                    continue;
                }
                EXPECT_EQ(decision->changed, row.changed);
                const bool first_of_two = listed && row.state == kOpen;
                EXPECT_EQ(decision->after.status, first_of_two ? kOpen : row.decision);
            }
    const auto nobody = Resolve(std::nullopt, kCleared, "anna");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, core::ErrorCode::kCaseNotFound);
}

TEST(DecideResolve, TheFirstOfTwoProposesAndTheSecondDecides) {
    for (const auto decision : {kCleared, kConfirmed}) {
        const auto first = Resolve(Listed(), decision, "anna");
        ASSERT_TRUE(first);
        EXPECT_TRUE(std::holds_alternative<DecisionProposed>(first->facts.at(0)));
        EXPECT_EQ(first->after.status, kOpen);
        EXPECT_FALSE(first->after.resolved_at);
        ASSERT_TRUE(first->after.proposal);
        EXPECT_EQ(first->after.proposal->by, "anna");
        const auto second = Resolve(first->after, decision, "ben");
        ASSERT_TRUE(second);
        EXPECT_TRUE(std::holds_alternative<CaseResolved>(second->facts.at(0)));
        EXPECT_EQ(second->after.status, decision);
        EXPECT_EQ(second->after.resolved_by, "ben");
        EXPECT_EQ(second->after.proposal->by, "anna");
        EXPECT_EQ(second->after.version, 3);
    }
}

TEST(DecideResolve, ACaseKeepsWhichOfItsMatchesADecisionCleared) {
    auto one = After(Resolve(Proposed(Listed(), kCleared), kCleared, "ben"));
    EXPECT_TRUE(one.StandingMatches().empty());
    one.matches.push_back({.entry_number = 2});
    ASSERT_EQ(one.StandingMatches().size(), 1U);
    EXPECT_EQ(one.StandingMatches()[0].entry_number, 2);
    const auto confirmed = After(Resolve(Proposed(Listed(), kConfirmed), kConfirmed, "ben"));
    EXPECT_EQ(confirmed.StandingMatches().size(), 1U);
}

TEST(DecideResolve, TheSameProposalAgainAnswersTheSameAndApprovesNothing) {
    for (const auto& one : {Listed(), CaseWith(AlertKind::kManual, {}, "anna")}) {
        const auto proposed = Proposed(one, kCleared);
        const auto again = Resolve(proposed, kCleared, "anna");
        ASSERT_TRUE(again);
        EXPECT_FALSE(again->changed);
        EXPECT_TRUE(again->facts.empty());
        EXPECT_EQ(again->after.status, kOpen);
        EXPECT_EQ(again->after.proposal, proposed.proposal);
    }
}

TEST(DecideResolve, NobodyApprovesADecisionAboutAnAlertThatTheyRaised) {
    const auto raised = CaseWith(AlertKind::kManual, {}, "ben");
    const auto own = Resolve(Proposed(raised, kCleared), kCleared, "ben");
    ASSERT_FALSE(own);
    EXPECT_EQ(own.error().code, kTwoNeeded);
    EXPECT_EQ(After(Resolve(Proposed(raised, kCleared), kCleared, "carla")).status, kCleared);
    // Who raised it may propose; that is no approval.
    const auto proposal = Resolve(raised, kConfirmed, "ben");
    ASSERT_TRUE(proposal);
    EXPECT_EQ(proposal->after.status, kOpen);
    EXPECT_EQ(After(Resolve(proposal->after, kConfirmed, "anna")).status, kConfirmed);
}

TEST(DecideResolve, AnotherDecisionWithdrawsTheProposalWhoeverMakesIt) {
    for (const auto* by : {"anna", "ben"}) {
        const auto withdrawn = Resolve(Proposed(Listed(), kCleared), kConfirmed, by);
        ASSERT_TRUE(withdrawn);
        EXPECT_EQ(withdrawn->after.status, kOpen);
        EXPECT_FALSE(withdrawn->after.proposal);
        const auto& fact = std::get<ProposalWithdrawn>(withdrawn->facts.at(0));
        EXPECT_EQ(fact.withdrawn.by, "anna");
        EXPECT_EQ(fact.by, by);
        // And from there on as before.
        EXPECT_EQ(Proposed(withdrawn->after, kConfirmed).proposal->decision, kConfirmed);
    }
}

TEST(DecideResolve, OneIsEnoughForAReviewThatNoListSpeaksOf) {
    EXPECT_EQ(After(Resolve(Reviewed(), kCleared, "anna")).status, kCleared);
    EXPECT_EQ(After(Resolve(Reviewed(), kCleared, "anna", FourEyes::kAll)).status, kOpen);
    for (const auto kind : {AlertKind::kOnboarding, AlertKind::kRescreening, AlertKind::kMonitoring,
                            AlertKind::kManual})
        EXPECT_EQ(After(Resolve(CaseWith(kind, {}), kCleared, "anna")).status, kOpen);
    EXPECT_EQ(After(Resolve(Listed(), kCleared, "anna")).status, kOpen);
    // A name that cannot be read is a match without an entry.
    EXPECT_EQ(After(Resolve(CaseWith(AlertKind::kPayment, {CaseMatch{}}), kCleared, "anna")).status,
              kOpen);
}

}  // namespace
}  // namespace clearway::compliance
