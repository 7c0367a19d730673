// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/figures.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace clearway::fraud {
namespace {

constexpr Second kFrom = 20'000 * kDaySeconds;
constexpr Period kFourDays{.from = kFrom, .to = kFrom + 4 * kDaySeconds};

JudgedPayment Payment(Outcome active, Outcome candidate, bool fraud, std::int64_t amount,
                      Second day = 0) {
    return {.at = kFrom + day * kDaySeconds + 60,
            .payer = EntityKeyOf("customer " + std::to_string(amount % 7)),
            .scaled_amount = amount,
            .fraud = fraud,
            .decisions = {Decision{active, static_cast<double>(active)},
                          Decision{candidate, static_cast<double>(candidate)}}};
}

TEST(OutcomeTally, CountsWhatGotAtLeastAnOutcome) {
    std::mt19937 random(3);
    OutcomeTally tally;
    std::vector<JudgedPayment> payments;
    for (int i = 0; i < 500; ++i) {
        payments.push_back(Payment(static_cast<Outcome>(random() % 4), Outcome::kApprove,
                                   random() % 3 == 0, static_cast<std::int64_t>(random() % 1'000)));
        const auto& payment = payments.back();
        tally.Add(payment.decisions[kActive].outcome, payment.fraud, payment.scaled_amount);
    }
    for (const auto least : {Outcome::kApprove, Outcome::kChallenge, Outcome::kDecline}) {
        double frauds = 0;
        double honest = 0;
        double all_frauds = 0;
        std::int64_t amount = 0;
        for (const auto& payment : payments) {
            all_frauds += payment.fraud;
            if (payment.decisions[kActive].outcome < least) continue;
            frauds += payment.fraud;
            honest += !payment.fraud;
            amount += payment.fraud ? payment.scaled_amount : 0;
        }
        EXPECT_EQ(tally.PaymentsFrom(least, true), static_cast<std::uint64_t>(frauds));
        EXPECT_EQ(tally.PaymentsFrom(least, false), static_cast<std::uint64_t>(honest));
        EXPECT_EQ(tally.AmountFrom(least, true), amount);
        EXPECT_DOUBLE_EQ(tally.Precision(least).value(), frauds / (frauds + honest));
        EXPECT_DOUBLE_EQ(tally.Recall(least).value(), frauds / all_frauds);
    }
}

TEST(OutcomeTally, SumsStayAtTheLargestAmount) {
    OutcomeTally tally;
    constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
    tally.Add(Outcome::kDecline, true, kLargest);
    tally.Add(Outcome::kReview, true, 1);
    EXPECT_EQ(tally.AmountFrom(Outcome::kChallenge, true), kLargest);
}

TEST(Figures, TellWhoDecidedWhatAndWhen) {
    using enum Outcome;
    const std::vector<JudgedPayment> payments{
        Payment(kApprove, kDecline, true, 1), Payment(kApprove, kDecline, true, 2, 2),
        Payment(kReview, kApprove, false, 3, 2), Payment(kChallenge, kChallenge, true, 4, 2)};
    const auto figures = FiguresOf(payments, kFourDays, {false, false});
    EXPECT_EQ(figures.moves[0][3], 2U);
    EXPECT_EQ(figures.moves[2][0], 1U);
    EXPECT_EQ(figures.moves[1][1], 1U);
    ASSERT_EQ(figures.days.size(), 4U);
    EXPECT_EQ(figures.days[2].payments, 3U);
    EXPECT_EQ(figures.days[2].frauds, 2U);
    EXPECT_EQ(figures.days[2].alerts[kActive], 2U);
    EXPECT_EQ(figures.days[2].alerts[kCandidate], 2U);
    EXPECT_EQ(figures.AlertsADay(kActive), 1.0) << "two alerts on the two days with payments";
    EXPECT_EQ(figures.AlertsADay(kCandidate), 1.5);
    EXPECT_EQ(figures.sides[kCandidate].outcomes.Precision(kDecline), 1.0);
    EXPECT_EQ(figures.sides[kCandidate].ranking.roc_auc, 1.0);
    EXPECT_EQ(figures.sides[kCandidate].scores.size(), kOutcomes);
    EXPECT_EQ(figures.sides[kCandidate].scores[3].fraud, 2U);
}

TEST(Figures, OfAModelHaveItsProbabilitiesInBins) {
    auto payment = Payment(Outcome::kApprove, Outcome::kApprove, true, 1);
    std::vector<JudgedPayment> payments;
    for (const double rank : {0.0, 0.049, 0.05, 0.999, 1.0}) {
        payment.decisions[kCandidate].rank = rank;
        payments.push_back(payment);
    }
    const auto figures = FiguresOf(payments, kFourDays, {false, true});
    const auto& bins = figures.sides[kCandidate].scores;
    ASSERT_EQ(bins.size(), kScoreBins);
    EXPECT_EQ(bins.front().fraud, 2U);
    EXPECT_EQ(bins[1].fraud, 1U);
    EXPECT_EQ(bins.back().fraud, 2U);
    EXPECT_DOUBLE_EQ(bins.back().score_sum, 1.999);
}

TEST(Figures, OfNoPaymentsAndOfNoFraudAreAbsent) {
    const auto none = FiguresOf({}, kFourDays, {false, true});
    const std::vector<JudgedPayment> honest{
        Payment(Outcome::kApprove, Outcome::kApprove, false, 1)};
    const auto no_fraud = FiguresOf(honest, kFourDays, {false, true});
    EXPECT_FALSE(none.AlertsADay(kActive));
    EXPECT_EQ(no_fraud.AlertsADay(kActive), 0.0);
    for (const auto* figures : {&none, &no_fraud}) {
        for (const auto& side : figures->sides) {
            EXPECT_FALSE(side.outcomes.Precision(Outcome::kChallenge));
            EXPECT_FALSE(side.outcomes.Recall(Outcome::kChallenge));
            EXPECT_FALSE(side.ranking.average_precision);
            EXPECT_FALSE(side.ranking.roc_auc);
            EXPECT_FALSE(side.card_precision);
        }
    }
}

}  // namespace
}  // namespace clearway::fraud
