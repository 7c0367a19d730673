// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/limits/decide_limit.h"

#include <gtest/gtest.h>

#include <limits>

namespace clearway::compliance {
namespace {

const auto kPayer = DerivePartyId("acme", "payer");
const Payer kVerified{.partner_id = "acme", .status = KycStatus::kVerified};
const TierLimit kLimit{
    .currency = "EUR", .payment_max = 100, .day_max = 150, .thirty_days_max = 400, .version = 1};

core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }
core::Timestamp At(const char* time) { return *core::ParseRfc3339(time); }
const auto kNoon = At("2026-03-31T12:00:00Z");
const Day kToday = DayOf(kNoon);

ReserveLimit Order(std::int64_t minor, core::Timestamp at = kNoon) {
    return {.payment = core::DerivePaymentId("acme", "1"),
            .party = kPayer,
            .partner_id = "acme",
            .amount = Euro(minor),
            .at = at};
}

PayerOutcome OutcomeOf(std::int64_t minor, Usage usage = {}) {
    return Decide(Order(minor), kVerified, kLimit, std::move(usage), {}).outcome;
}

constexpr auto kAllowed = PayerOutcome::kAllowed;
constexpr auto kExceeded = PayerOutcome::kLimitExceeded;

TEST(DecideLimitTest, EachLimitHoldsToTheLastMinorUnit) {
    EXPECT_EQ(OutcomeOf(100), kAllowed);
    EXPECT_EQ(OutcomeOf(101), kExceeded);
    EXPECT_EQ(OutcomeOf(50, {{kToday, 100}}), kAllowed);
    EXPECT_EQ(OutcomeOf(51, {{kToday, 100}}), kExceeded);
    const auto yesterday = kToday - std::chrono::days(1);
    EXPECT_EQ(OutcomeOf(50, {{yesterday, 350}}), kAllowed);
    EXPECT_EQ(OutcomeOf(51, {{yesterday, 350}}), kExceeded);
}

TEST(DecideLimitTest, ThirtyDaysAreTodayAndTheTwentyNineBefore) {
    EXPECT_EQ(OutcomeOf(1, {{kToday - std::chrono::days(29), 400}}), kExceeded);
    EXPECT_EQ(OutcomeOf(1, {{kToday - std::chrono::days(30), 400}}), kAllowed);
}

TEST(DecideLimitTest, ADayEndsAtMidnightOfUtc) {
    const Usage used{{DayOf(At("2026-03-31T00:00:00Z")), 150}};
    const auto outcome = [&](const char* time) {
        return Decide(Order(1, At(time)), kVerified, kLimit, used, {}).outcome;
    };
    EXPECT_EQ(outcome("2026-03-31T23:59:59.999999Z"), kExceeded);
    EXPECT_EQ(outcome("2026-04-01T00:00:00Z"), kAllowed);
}

TEST(DecideLimitTest, WithoutALimitInTheCurrencyNothingIsPaid) {
    EXPECT_EQ(Decide(Order(1), kVerified, {}, {}, {}).outcome, kExceeded);
}

TEST(DecideLimitTest, SumsThatDoNotFitAreBeyondAnyLimit) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    const TierLimit none{.currency = "EUR",
                         .payment_max = kMax,
                         .day_max = kMax,
                         .thirty_days_max = kMax,
                         .version = 1};
    EXPECT_EQ(Decide(Order(1), kVerified, none, {{kToday, kMax}}, {}).outcome, kExceeded);
}

TEST(DecideLimitTest, WhoIsNotAVerifiedCustomerOfThePartnerMayNotPay) {
    const auto outcome = [](const std::optional<Payer>& payer) {
        return Decide(Order(1), payer, kLimit, {}, {}).outcome;
    };
    EXPECT_EQ(outcome(std::nullopt), PayerOutcome::kNotVerified);
    EXPECT_EQ(outcome(Payer{"globex", KycStatus::kVerified}), PayerOutcome::kNotVerified);
    for (const auto status : {KycStatus::kPending, KycStatus::kRejected, KycStatus::kSuspended})
        EXPECT_EQ(outcome(Payer{"acme", status}), PayerOutcome::kNotVerified);
}

TEST(DecideLimitTest, TheSameOrderAgainReservesNothingMore) {
    const auto first = Decide(Order(100), kVerified, kLimit, {}, {});
    ASSERT_TRUE(first.after);
    const auto again = Decide(Order(100), kVerified, kLimit, {{kToday, 100}}, first.after);
    EXPECT_EQ(again.outcome, kAllowed);
    EXPECT_FALSE(again.after);
}

TEST(DecideLimitTest, APayerWhoWasSuspendedSinceMayNotGoOn) {
    const auto first = Decide(Order(100), kVerified, kLimit, {}, {});
    EXPECT_EQ(Decide(Order(100), Payer{"acme", KycStatus::kSuspended}, kLimit, {{kToday, 100}},
                     first.after)
                  .outcome,
              PayerOutcome::kNotVerified);
}

TEST(DecideLimitTest, AnotherOrderUnderTheSameIdIsJudgedByItsOwnAmount) {
    const auto first = Decide(Order(10), kVerified, kLimit, {}, {});
    EXPECT_EQ(Decide(Order(101), kVerified, kLimit, {{kToday, 10}}, first.after).outcome,
              kExceeded);
    const auto other = Decide(Order(90), kVerified, kLimit, {{kToday, 70}}, first.after);
    EXPECT_EQ(other.outcome, kAllowed) << "60 of others and 90";
    EXPECT_EQ(other.after->amount, Euro(90));
    EXPECT_EQ(Decide(Order(90), kVerified, kLimit, {{kToday, 71}}, first.after).outcome, kExceeded);
}

TEST(DecideLimitTest, AnotherOrderUnderTheSameIdNeverShrinksWhatIsReserved) {
    const auto first = Decide(Order(90), kVerified, kLimit, {}, {});
    const auto smaller = Decide(Order(10), kVerified, kLimit, {{kToday, 90}}, first.after);
    EXPECT_EQ(smaller.outcome, kAllowed);
    EXPECT_FALSE(smaller.after);
}

TEST(DecideLimitTest, AnotherOrderUnderTheSameIdNeverTakesWhatIsReservedToAnotherPayer) {
    const auto first = Decide(Order(10), kVerified, kLimit, {}, {});
    auto other_payer = Order(10);
    other_payer.party = DerivePartyId("acme", "another");
    auto other_currency = Order(10);
    other_currency.amount = {*core::Currency::Parse("USD"), 10};
    for (const auto& order : {other_payer, other_currency}) {
        const auto refused = Decide(order, kVerified, kLimit, {}, first.after);
        EXPECT_EQ(refused.outcome, kExceeded);
        EXPECT_FALSE(refused.after);
    }
}

TEST(DecideLimitTest, WhatIsReservedStaysOnItsDay) {
    const auto first = Decide(Order(10), kVerified, kLimit, {}, {});
    const auto tomorrow = kNoon + std::chrono::hours(24);
    EXPECT_FALSE(Decide(Order(10, tomorrow), kVerified, kLimit, {{kToday, 10}}, first.after).after);
    const auto larger = Decide(Order(90, tomorrow), kVerified, kLimit, {{kToday, 10}}, first.after);
    ASSERT_TRUE(larger.after);
    EXPECT_EQ(larger.after->day, kToday);
    EXPECT_EQ(larger.after->reserved_at, kNoon);
    // It counts on its day, so it has to fit there, and today as any payment.
    EXPECT_EQ(Decide(Order(90, tomorrow), kVerified, kLimit, {{kToday, 71}}, first.after).outcome,
              kExceeded);
    const Usage full_today{{kToday, 10}, {kToday + std::chrono::days(1), 61}};
    EXPECT_EQ(Decide(Order(90, tomorrow), kVerified, kLimit, full_today, first.after).outcome,
              kExceeded);
}

TEST(DecideLimitTest, GivesBackOnceAndWhatWasCapturedStays) {
    const auto reserved = Decide(Order(100), kVerified, kLimit, {}, {}).after;
    GiveBackLimit end{.payment = reserved->payment, .kept = Euro(40)};
    const auto ended = Decide(end, reserved);
    ASSERT_TRUE(ended.after);
    EXPECT_EQ(ended.after->amount, Euro(40));
    EXPECT_FALSE(Decide(end, ended.after).after) << "the fact came again";
    end.kept = Euro(0);
    EXPECT_EQ(Decide(end, ended.after).after->amount, Euro(0)) << "captured in part, then failed";
    end.kept = Euro(400);
    EXPECT_EQ(Decide(end, reserved).after->amount, Euro(100)) << "never more than was reserved";
    EXPECT_FALSE(Decide(Order(100), kVerified, kLimit, {}, ended.after).after);
}

TEST(DecideLimitTest, AReservationThatComesAfterThePaymentsEndCountsNothing) {
    GiveBackLimit end{.payment = Order(1).payment, .kept = Euro(0), .at = kNoon};
    EXPECT_FALSE(Decide(end, {}).after);
    end.may_come_late = true;
    const auto mark = Decide(end, {});
    ASSERT_TRUE(mark.after);
    EXPECT_FALSE(Decide(Order(100), kVerified, kLimit, {}, mark.after).after);
}

TEST(DecideLimitTest, AnAbandonedReservationIsNotMadeAnewAfterThePaymentsEnd) {
    const auto reserved = Decide(Order(100), kVerified, kLimit, {}, {}).after;
    const auto abandoned = Decide(AbandonLimit{reserved->payment}, reserved).after;
    const GiveBackLimit end{
        .payment = reserved->payment, .kept = Euro(0), .may_come_late = true, .at = kNoon};
    const auto ended = Decide(end, abandoned);
    ASSERT_TRUE(ended.after);
    EXPECT_FALSE(Decide(Order(100), kVerified, kLimit, {}, ended.after).after);
}

TEST(DecideLimitTest, AnAbandonedReservationIsMadeAnewWhenItsOrderComesAfterAll) {
    const auto reserved = Decide(Order(100), kVerified, kLimit, {}, {}).after;
    const auto abandoned = Decide(AbandonLimit{reserved->payment}, reserved).after;
    ASSERT_TRUE(abandoned);
    EXPECT_EQ(abandoned->amount, Euro(0));
    const auto again = Decide(Order(100), kVerified, kLimit, {}, abandoned);
    ASSERT_TRUE(again.after);
    EXPECT_EQ(again.after->amount, Euro(100));
}

}  // namespace
}  // namespace clearway::compliance
