// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/replay/changes.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace clearway::fraud {

namespace {

constexpr std::size_t kContributionsOfApproved = 4;

std::optional<ChangeKind> KindOf(bool fraud, const BySide<Judgement>& judgements) {
    const auto stopped = [&](Side side) {
        return judgements[side].verdict.outcome != Outcome::kApprove;
    };
    if (stopped(kActive) == stopped(kCandidate)) return std::nullopt;
    if (stopped(kCandidate))
        return fraud ? ChangeKind::kNewlyStoppedFraud : ChangeKind::kNewlyStoppedHonest;
    return fraud ? ChangeKind::kNewlyPassedFraud : ChangeKind::kNewlyPassedHonest;
}

ExplainedJudgement ExplainOne(const Scoring& scoring, const Contender& contender,
                              std::span<const double> row) {
    auto judgement = scoring.Judge(row, ListFlags{});
    scoring.Explain(row, judgement);
    ExplainedJudgement explained{.outcome = judgement.verdict.outcome,
                                 .score = judgement.score,
                                 .reasons = scoring.ReasonsOf(judgement),
                                 .contributions = judgement.contributions};
    // What is approved the service does not explain; here it is half of the comparison.
    if (contender.model && explained.contributions.empty())
        explained.contributions = contender.model->Contributions(row, kContributionsOfApproved);
    return explained;
}

}  // namespace

void ChangeBook::Add(const Transaction& transaction, std::span<const double> row,
                     const BySide<Judgement>& judgements) {
    const auto kind = KindOf(transaction.fraud, judgements);
    if (!kind) return;
    auto& page = pages_[static_cast<std::size_t>(*kind)];
    const auto amount = transaction.attempt.scaled_amount;
    ++page.payments;
    page.scaled_amount = AddScaled(page.scaled_amount, amount);
    const auto place = std::ranges::upper_bound(
        page.largest, amount, std::ranges::greater(),
        [](const Kept& kept) { return kept.transaction.attempt.scaled_amount; });
    if (place == page.largest.end() && page.largest.size() == kExamplesMax) return;
    page.largest.insert(place, {transaction, {row.begin(), row.end()}});
    if (page.largest.size() > kExamplesMax) page.largest.pop_back();
}

Changes ChangeBook::Explain(const BySide<Contender>& contenders) const {
    Changes changes;
    for (std::size_t i = 0; i < kChangeKinds; ++i) {
        changes[i].payments = pages_[i].payments;
        changes[i].scaled_amount = pages_[i].scaled_amount;
        for (const auto& kept : pages_[i].largest)
            changes[i].largest.push_back({.transaction = kept.transaction, .judgements = {}});
    }
    for (const auto side : {kActive, kCandidate}) {
        const auto& contender = contenders[side];
        const Scoring scoring(FeatureTable::Default(), contender.policy, contender.model);
        for (std::size_t i = 0; i < kChangeKinds; ++i) {
            for (std::size_t place = 0; place < changes[i].largest.size(); ++place)
                changes[i].largest[place].judgements[side] =
                    ExplainOne(scoring, contender, pages_[i].largest[place].row);
        }
    }
    return changes;
}

}  // namespace clearway::fraud
