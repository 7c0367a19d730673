// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/domain/plan.h"

#include <gtest/gtest.h>

namespace clearway::rail_simulator {
namespace {

using namespace std::chrono_literals;

core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

Payment PaymentIn(State state, Manner manner = {}) {
    return {.number = 1,
            .participant = "settlement",
            .rail = std::string(kInstant),
            .order = {.references = {}, .amount = Euro(1200)},
            .manner = std::move(manner),
            .state = state,
            .settled_minor = 1200,
            .reason = "AC04"};
}

struct PlanCase {
    const char* what;
    Conduct conduct;
    std::vector<Step> steps;
};

TEST(PlanTest, ConductBecomesSteps) {
    const Step settles{.act = Act::kSettle, .status = "ACSC", .minor_units = 1200};
    auto less = settles, later = settles, thrice = settles, silent = settles, second = settles;
    less.minor_units = 1100;
    later.after = 2s;
    thrice.copies = 3;
    silent.told = false;
    second.after = 3s;
    const Step rejects{.act = Act::kReject, .status = "RJCT", .reason = "AC04"};
    Step says{.act = Act::kSay, .after = 3s, .status = "RJCT", .reason = "AC04"};
    auto says_first = says;
    says_first.after = 2s;
    const PlanCase cases[] = {
        {"nothing said", {}, {settles}},
        {"another amount", {.amount_off_by = -100}, {less}},
        {"delay", {.delay = 2s}, {later}},
        {"several answers", {.answers = 3}, {thrice}},
        {"silence", {.silent = true}, {silent}},
        {"rejected", {.outcome = Outcome::kReject, .reason = "AC04"}, {rejects}},
        {"neither", {.outcome = Outcome::kWait}, {}},
        {"settled, then rejected",
         {.outcome = Outcome::kSettleThenSayRejected, .reason = "AC04", .delay = 2s},
         {later, says}},
        {"rejected, then settled",
         {.outcome = Outcome::kSayRejectedThenSettle, .reason = "AC04", .delay = 2s},
         {says_first, second}},
        {"returned",
         {.delay = 2s, .returns_after = 24h, .return_reason = "AC06"},
         {later, {.act = Act::kReturn, .after = 24h + 2s, .reason = "AC06", .minor_units = 1200}}}};
    const Order order{.references = {}, .amount = Euro(1200)};
    for (const auto& [what, conduct, steps] : cases)
        EXPECT_EQ(PlanOf(order, conduct), steps) << what;
}

TEST(PlanTest, NothingSettlesWithNoAmount) {
    const Order order{.references = {}, .amount = Euro(100)};
    EXPECT_TRUE(CanPlan(order, {.amount_off_by = -99}));
    EXPECT_FALSE(CanPlan(order, {.amount_off_by = -100}));
    EXPECT_FALSE(CanPlan(order, {.amount_off_by = -101}));
}

TEST(PlanTest, OfAFileWhatHappensAtTheEndOfTheCycleIsTold) {
    const Order order{.references = {}, .amount = Euro(1200)};
    const auto told = [&](const Conduct& conduct) {
        std::vector<bool> each;
        for (const auto& step : FilePlanOf(order, conduct)) each.push_back(step.told);
        return each;
    };
    EXPECT_EQ(told({}), std::vector({false}));
    EXPECT_EQ(told({.delay = 2s}), std::vector({true}));
    EXPECT_EQ(told({.returns_after = 24h, .return_reason = "AC06"}), std::vector({false, true}));
    EXPECT_EQ(told({.outcome = Outcome::kSayRejectedThenSettle, .reason = "AC04"}),
              std::vector({true, true}));
}

TEST(PlanTest, ACycleEndsAtItsTimeAndTakesNothingMore) {
    const auto at = [](const char* time) {
        return CycleEnd(*core::ParseRfc3339(std::string("2026-03-02T") + time + "Z"), 60min);
    };
    const auto one = *core::ParseRfc3339("2026-03-02T13:00:00Z");
    EXPECT_EQ(at("12:00:00"), one);
    EXPECT_EQ(at("12:59:59.999999"), one);
    EXPECT_EQ(at("13:00:00"), one + 1h);
}

TEST(PlanTest, AGroupIsAcceptedRejectedOrInParts) {
    const Status yes{"ACSC"}, no{"RJCT", "AC04"};
    const auto group = [](std::vector<Status> statuses) { return GroupStatusOf(statuses); };
    EXPECT_EQ(group({yes, yes}), "ACSC");
    EXPECT_EQ(group({no, no}), "RJCT");
    EXPECT_EQ(group({yes, no}), "PART");
}

TEST(PlanTest, AnEnquiryIsAnsweredWithWhatIsTrue) {
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kPending)), (Status{"PDNG"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kSettled)), (Status{"ACSC"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kReturned)), (Status{"ACSC"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kRejected)), (Status{"RJCT", "AC04"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kCancelled)), (Status{"RJCT", "DS02"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kSettled, {.silent = true})), (Status{"ACSC"}));
    EXPECT_EQ(AnswerEnquiry(PaymentIn(State::kSettled, {.deaf = true})), std::nullopt);
}

TEST(PlanTest, ARecallIsGrantedUnlessThePaymentOrItsRuleForbids) {
    const auto answer = [](State state, const char* refusal = "") {
        const auto payment = PaymentIn(state, {.recall_refusal = refusal});
        return AnswerRecall(&payment);
    };
    EXPECT_EQ(AnswerRecall(nullptr), (RecallAnswer{.reason = "NOOR"}));
    EXPECT_EQ(answer(State::kPending), (RecallAnswer{.granted = true, .cancels = true}));
    EXPECT_EQ(answer(State::kSettled), (RecallAnswer{.granted = true, .returns = true}));
    EXPECT_EQ(answer(State::kSettled, "LEGL"), (RecallAnswer{.reason = "LEGL"}));
    EXPECT_EQ(answer(State::kPending, "LEGL"), (RecallAnswer{.reason = "LEGL"}));
    EXPECT_EQ(answer(State::kReturned), (RecallAnswer{.reason = "ARDT"}));
    EXPECT_EQ(answer(State::kRejected), (RecallAnswer{.reason = "NARR"}));
    EXPECT_EQ(answer(State::kCancelled), (RecallAnswer{.granted = true}));
}

TEST(PlanTest, WhatIsFinalStays) {
    const auto applies = [](Act act, State state) {
        return Applies({.act = act}, PaymentIn(state));
    };
    for (const auto state :
         {State::kSettled, State::kRejected, State::kReturned, State::kCancelled}) {
        EXPECT_FALSE(applies(Act::kSettle, state)) << NameOf(state);
        EXPECT_FALSE(applies(Act::kReject, state)) << NameOf(state);
    }
    EXPECT_TRUE(applies(Act::kSettle, State::kPending));
    EXPECT_TRUE(applies(Act::kReturn, State::kSettled));
    EXPECT_FALSE(applies(Act::kReturn, State::kReturned));
    EXPECT_FALSE(applies(Act::kReturn, State::kPending));
    EXPECT_TRUE(applies(Act::kSay, State::kSettled));
    EXPECT_FALSE(applies(Act::kSay, State::kCancelled));
}

TEST(PlanTest, AStepChangesThePayment) {
    auto payment = PaymentIn(State::kPending);
    payment.settled_minor = 0;
    Apply({.act = Act::kSettle, .minor_units = 1100}, core::Timestamp(5s), payment);
    EXPECT_EQ(payment.state, State::kSettled);
    EXPECT_EQ(payment.Settled(), Euro(1100));
    EXPECT_EQ(payment.settled_at, core::Timestamp(5s));
    Apply({.act = Act::kReturn, .reason = "AC06"}, core::Timestamp(6s), payment);
    EXPECT_EQ(payment.state, State::kReturned);
    EXPECT_EQ(payment.reason, "AC06");
    EXPECT_EQ(payment.settled_at, core::Timestamp(5s));
}

}  // namespace
}  // namespace clearway::rail_simulator
