// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/replay/changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/fraud/scoring/scoring_fixture.h"

namespace clearway::fraud {
namespace {

BySide<Judgement> Judged(Outcome active, Outcome candidate) {
    BySide<Judgement> judgements;
    judgements[kActive].verdict.outcome = active;
    judgements[kCandidate].verdict.outcome = candidate;
    return judgements;
}

Transaction OfAmount(std::int64_t scaled_amount, bool fraud, std::uint64_t line = 2) {
    Transaction transaction{.line = line, .attempt = {}, .fraud = fraud};
    transaction.attempt.scaled_amount = scaled_amount;
    return transaction;
}

std::vector<double> RowOf(double amount) {
    std::vector<double> row(FeatureTable::Default().Size());
    row[0] = amount;
    return row;
}

const BySide<Contender>& RulesAndAmountModel() {
    static const auto policy = PolicyOf(embedded::fraud_sample_policies::kScored);
    static const BySide<Contender> contenders{
        Contender{policy, nullptr}, Contender{policy, std::make_shared<const AmountModel>()}};
    return contenders;
}

std::size_t Index(ChangeKind kind) { return static_cast<std::size_t>(kind); }

TEST(Changes, AreOfFourKindsAndNeedApprovalOnOneSide) {
    using enum Outcome;
    ChangeBook book;
    const auto row = RowOf(1);
    book.Add(OfAmount(1, true), row, Judged(kApprove, kChallenge));
    book.Add(OfAmount(2, false), row, Judged(kApprove, kDecline));
    book.Add(OfAmount(4, true), row, Judged(kReview, kApprove));
    book.Add(OfAmount(8, false), row, Judged(kDecline, kApprove));
    book.Add(OfAmount(16, true), row, Judged(kReview, kDecline));
    book.Add(OfAmount(32, true), row, Judged(kApprove, kApprove));
    const auto changes = book.Explain(RulesAndAmountModel());
    EXPECT_EQ(changes[Index(ChangeKind::kNewlyStoppedFraud)].scaled_amount, 1);
    EXPECT_EQ(changes[Index(ChangeKind::kNewlyStoppedHonest)].scaled_amount, 2);
    EXPECT_EQ(changes[Index(ChangeKind::kNewlyPassedFraud)].scaled_amount, 4);
    EXPECT_EQ(changes[Index(ChangeKind::kNewlyPassedHonest)].scaled_amount, 8);
    for (const auto& change : changes) EXPECT_EQ(change.payments, 1U);
}

TEST(Changes, KeepTheLargestAndOfEqualOnesTheFirst) {
    std::mt19937 random(5);
    ChangeBook book;
    std::vector<std::int64_t> amounts;
    for (std::uint64_t line = 2; line < 500; ++line) {
        amounts.push_back(static_cast<std::int64_t>(1 + random() % 60));
        book.Add(OfAmount(amounts.back(), true, line), RowOf(1),
                 Judged(Outcome::kApprove, Outcome::kReview));
    }
    const auto change = book.Explain(RulesAndAmountModel()).front();
    EXPECT_EQ(change.payments, amounts.size());
    ASSERT_EQ(change.largest.size(), kExamplesMax);
    std::ranges::sort(amounts, std::ranges::greater());
    for (std::size_t i = 0; i < kExamplesMax; ++i) {
        const auto& here = change.largest[i].transaction;
        EXPECT_EQ(here.attempt.scaled_amount, amounts[i]);
        if (i == 0) continue;
        const auto& before = change.largest[i - 1].transaction;
        if (before.attempt.scaled_amount == here.attempt.scaled_amount) {
            EXPECT_LT(before.line, here.line);
        }
    }
}

TEST(Changes, AreExplainedAsTheServiceDoesAndTheApprovedToo) {
    ChangeBook book;
    book.Add(OfAmount(6'500'000, true), RowOf(650), Judged(Outcome::kApprove, Outcome::kChallenge));
    const auto changes = book.Explain(RulesAndAmountModel());
    const auto& [active, candidate] = changes.front().largest.front().judgements;
    EXPECT_EQ(active.outcome, Outcome::kApprove);
    EXPECT_EQ(active.score, kNoScore);
    EXPECT_TRUE(active.reasons.empty() && active.contributions.empty());
    EXPECT_EQ(candidate.outcome, Outcome::kChallenge);
    EXPECT_EQ(candidate.score, 650);
    ASSERT_EQ(candidate.reasons.size(), 2U);
    EXPECT_EQ(candidate.reasons[0].code, "SCORE_ELEVATED");
    EXPECT_EQ(candidate.reasons[1].code, "AMOUNT_HIGH");
    EXPECT_EQ(candidate.contributions.front().feature, "amount");

    ChangeBook passed;
    passed.Add(OfAmount(10, true), RowOf(10), Judged(Outcome::kReview, Outcome::kApprove));
    const auto approved = passed.Explain(RulesAndAmountModel())[2].largest.front().judgements[1];
    EXPECT_EQ(approved.outcome, Outcome::kApprove);
    EXPECT_TRUE(approved.reasons.empty());
    EXPECT_FALSE(approved.contributions.empty());
}

}  // namespace
}  // namespace clearway::fraud
