// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/decide_alert.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::compliance {
namespace {

const core::PaymentId kPayment = core::DerivePaymentId("acme", "key-1");
const core::Timestamp kTime = core::FromMicros(1'700'000'000'000'000);

CaseMatch MatchOf(std::int64_t entry) {
    return {.role = PartyRole::kCreditor,
            .entry_number = entry,
            .listed_name = "X",
            .program = "P",
            .score = 1000};
}

const Subject kParty{SubjectKind::kParty, core::Uuid::Derive(kPayment.value, "party")};

// Of a payment's screening; the id follows from what was found, as the raisers do it.
RaiseAlert Found(std::vector<CaseMatch> matches, std::string codes = {}) {
    std::string finding = codes;
    for (const auto& match : matches)
        finding += "/" + std::to_string(match.entry_number) + core::AsBytes(match.party_digest);
    return {.alert_id = core::Uuid::Derive(kPayment.value, finding),
            .kind = AlertKind::kPayment,
            .subject = SubjectOf(kPayment),
            .matches = std::move(matches),
            .list_version = "list/1",
            .reason_codes = std::move(codes),
            .at = kTime};
}

RaiseAlert Review(std::string codes = {}) {
    auto alert = Found({}, std::move(codes));
    alert.alert_id = core::Uuid::Derive(alert.alert_id, "review");
    alert.kind = AlertKind::kReview;
    return alert;
}

RaiseAlert OfParty(const char* finding, AlertKind kind = AlertKind::kMonitoring) {
    return {.alert_id = core::Uuid::Derive(kParty.id, finding),
            .kind = kind,
            .subject = kParty,
            .rule = "aml-1/structuring",
            .reason_codes = "STRUCTURING",
            .at = kTime};
}

CaseDecision Raise(const std::optional<Case>& known, const RaiseAlert& alert) {
    return DecideRaise(known, alert, core::Sha256("document"), {});
}

// The same listed entry, but another name was screened.
RaiseAlert OtherPayee() {
    auto match = MatchOf(1);
    match.party_digest = core::Sha256("another payee");
    return Found({match});
}

Case Opened() { return Raise(std::nullopt, Found({MatchOf(1)})).after; }

Case Resolved(Case one, CaseStatus status) {
    one.status = status;
    one.resolved_at = kTime;
    one.resolved_by = "ops";
    ++one.version;
    return one;
}
Case ResolvedAs(CaseStatus status) { return Resolved(Opened(), status); }

template <class Fact>
std::size_t Count(const CaseDecision& decision) {
    return static_cast<std::size_t>(
        std::count_if(decision.facts.begin(), decision.facts.end(),
                      [](const CaseFactBody& body) { return std::holds_alternative<Fact>(body); }));
}

constexpr CaseStatus kDecisions[] = {CaseStatus::kCleared, CaseStatus::kConfirmed};

TEST(DecideRaise, OpensTheCaseWhoseIdFollowsFromThePayment) {
    const auto decision = Raise(std::nullopt, Found({MatchOf(1)}));
    EXPECT_TRUE(decision.changed);
    EXPECT_TRUE(decision.alert_added);
    EXPECT_EQ(Count<CaseOpened>(decision), 1U);
    EXPECT_EQ(decision.after.id, core::DeriveCaseId(kPayment));
    EXPECT_EQ(decision.after.status, CaseStatus::kOpen);
    EXPECT_EQ(decision.after.version, 1);
    EXPECT_EQ(decision.after.opened_at, kTime);
    ASSERT_EQ(decision.after.alerts.size(), 1U);
    EXPECT_EQ(decision.after.alerts[0].evidence_digest, core::Sha256("document"));
}

TEST(DecideRaise, AddsOnlyWhatAnOpenCaseOfAPaymentLacks) {
    EXPECT_FALSE(Raise(Opened(), Found({MatchOf(1)})).changed);
    const auto more = Raise(Opened(), Found({MatchOf(1), MatchOf(2)}));
    EXPECT_TRUE(more.changed);
    EXPECT_EQ(more.after.matches.size(), 2U);
    EXPECT_EQ(more.after.version, 2);
    EXPECT_FALSE(Raise(more.after, Found({MatchOf(2)})).changed) << "another alert, nothing new";
    const auto reason = Raise(Opened(), Found({}, "FRAD"));
    EXPECT_TRUE(reason.changed);
    EXPECT_EQ(reason.after.review_reason, "FRAD");
    EXPECT_FALSE(Raise(reason.after, Found({}, "FRAD")).changed);
}

TEST(DecideRaise, LeavesAResolvedCaseAsTheOperatorLeftItWhenThereIsNothingNew) {
    for (const auto status : kDecisions) {
        const auto decision = Raise(ResolvedAs(status), Found({MatchOf(1)}));
        EXPECT_FALSE(decision.changed);
        EXPECT_FALSE(decision.alert_added);
        EXPECT_TRUE(decision.facts.empty());
        EXPECT_EQ(decision.after.status, status);
        EXPECT_EQ(decision.after.resolved_by, "ops");
    }
}

TEST(DecideRaise, OpensAPaymentsCaseAgainForWhatTheOperatorDidNotSee) {
    auto behaviour = OfParty("of the payment");
    behaviour.subject = SubjectOf(kPayment);
    for (const auto status : kDecisions) {
        for (const auto& command :
             {Found({MatchOf(2)}), Found({}, "FRAD"), OtherPayee(), behaviour}) {
            const auto decision = Raise(ResolvedAs(status), command);
            EXPECT_EQ(Count<CaseOpened>(decision), 1U);
            EXPECT_EQ(decision.after.status, CaseStatus::kOpen);
            EXPECT_EQ(decision.after.id, core::DeriveCaseId(kPayment));
            EXPECT_EQ(decision.after.number, 1);
            EXPECT_EQ(decision.after.version, 3);
            EXPECT_FALSE(decision.after.resolved_at);
            EXPECT_TRUE(decision.after.resolved_by.empty());
        }
    }
}

TEST(DecideRaise, KeepsTheReasonsOfEveryReviewOnce) {
    const auto one = Raise(Opened(), Review("FRAD"));
    const auto two = Raise(one.after, Review("RR04,FRAD"));
    EXPECT_EQ(two.after.review_reason, "FRAD,RR04");
    EXPECT_FALSE(Raise(two.after, Review("RR04")).changed);
}

TEST(DecideRaise, AnnouncesADecisionAgainOnceWhenThePaymentBeginsToWaitForIt) {
    for (const auto status : kDecisions) {
        const auto heard = Raise(ResolvedAs(status), Review());
        EXPECT_EQ(Count<AlertAdded>(heard), 1U);
        EXPECT_EQ(Count<CaseResolved>(heard), 1U);
        EXPECT_EQ(heard.after.status, status);
        EXPECT_EQ(heard.after.version, 4);
        EXPECT_FALSE(Raise(heard.after, Review()).changed);
    }
    const auto open = Raise(Opened(), Review());
    EXPECT_EQ(Count<AlertAdded>(open), 1U);  // evidence of the review, and nothing to decide about
    EXPECT_EQ(open.facts.size(), 1U);
    EXPECT_TRUE(open.after.payment_waits);
    EXPECT_EQ(open.after.version, 2);
}

TEST(DecideRaise, GroupsAlertsOfAPartyInItsOpenCase) {
    const auto first = Raise(std::nullopt, OfParty("March"));
    EXPECT_EQ(first.after.id, DeriveCaseId(kParty, 1));
    const auto second = Raise(first.after, OfParty("April"));
    EXPECT_EQ(second.after.id, first.after.id);
    EXPECT_EQ(Count<CaseOpened>(second), 1U);
    EXPECT_EQ(second.after.alerts.size(), 2U);
    EXPECT_EQ(second.after.review_reason, "STRUCTURING");
    EXPECT_FALSE(second.after.payment_waits);
}

TEST(DecideRaise, BeginsANewCaseOfAPartyWhenTheLatestIsResolved) {
    const auto first = Raise(std::nullopt, OfParty("March")).after;
    for (const auto status : kDecisions) {
        const auto next = Raise(Resolved(first, status), OfParty("April"));
        EXPECT_EQ(next.after.number, 2);
        EXPECT_EQ(next.after.id, DeriveCaseId(kParty, 2));
        EXPECT_NE(next.after.id, first.id);
        EXPECT_EQ(next.after.version, 1);
        EXPECT_EQ(next.after.alerts.size(), 1U);
    }
}

TEST(DecideRaise, TheSameAlertNeverDoesAnythingTwice) {
    for (const auto kind : {AlertKind::kOnboarding, AlertKind::kRescreening, AlertKind::kMonitoring,
                            AlertKind::kManual}) {
        const auto first = Raise(std::nullopt, OfParty("March", kind)).after;
        EXPECT_FALSE(Raise(first, OfParty("March", kind)).changed);
        for (const auto status : kDecisions)
            EXPECT_FALSE(Raise(Resolved(first, status), OfParty("March", kind)).changed);
    }
}

TEST(DecideRaise, WhatIsNewWithdrawsAProposalThatDidNotKnowIt) {
    auto known = Opened();
    known.proposal = Proposal{.decision = CaseStatus::kCleared, .by = "anna", .at = kTime};
    EXPECT_FALSE(Raise(known, Found({MatchOf(2)})).after.proposal);
    EXPECT_TRUE(Raise(known, Found({MatchOf(1)})).after.proposal) << "nothing new";
    EXPECT_TRUE(Raise(known, Review()).after.proposal) << "it began to wait, nothing new";
}

TEST(DecideRaise, TheCaseHasTheHighestPriorityAndTheEarliestDeadlineOfItsAlerts) {
    const auto monitored = Raise(std::nullopt, OfParty("March")).after;
    EXPECT_EQ(monitored.due_at, kTime + std::chrono::hours(720));
    auto listed = OfParty("listed", AlertKind::kRescreening);
    listed.at = kTime + std::chrono::hours(1);
    listed.priority = Priority::kHigh;
    const auto both = Raise(monitored, listed).after;
    EXPECT_EQ(both.priority, Priority::kHigh);
    EXPECT_EQ(both.due_at, listed.at + std::chrono::hours(12));
    auto ordinary = OfParty("April");
    EXPECT_EQ(Raise(both, ordinary).after.priority, Priority::kHigh);
}

TEST(DecideRaise, ACaseThatIsOpenAgainHasItsWholeTime) {
    auto later = OtherPayee();
    later.at = kTime + std::chrono::hours(100);
    const auto again = Raise(ResolvedAs(CaseStatus::kCleared), later).after;
    EXPECT_EQ(again.waits_since, later.at);
    EXPECT_EQ(again.opened_at, kTime);
    EXPECT_EQ(again.due_at, later.at + std::chrono::hours(24));
}

TEST(InNextCase, WhatLastsIsTheSameInOneCaseAndNewsInTheNext) {
    const auto once = InNextCase(OfParty("state"), std::nullopt);
    auto opened = Raise(std::nullopt, once).after;
    const auto again = InNextCase(OfParty("state"), opened);
    EXPECT_EQ(again.alert_id, once.alert_id);
    EXPECT_FALSE(Raise(opened, again).changed);
    opened.status = CaseStatus::kCleared;
    const auto after = InNextCase(OfParty("state"), opened);
    const auto next = Raise(opened, after);
    EXPECT_TRUE(next.changed);
    EXPECT_EQ(next.after.number, 2);
    EXPECT_EQ(InNextCase(OfParty("state"), next.after).alert_id, after.alert_id);
}

}  // namespace
}  // namespace clearway::compliance
