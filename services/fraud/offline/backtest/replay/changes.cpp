// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/replay/changes.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace clearway::fraud {

namespace {

constexpr std::size_t kContributionsShown = 4;

std::optional<ChangeKind> KindOf(bool fraud, const BySide<Judgement>& judgements) {
    const auto stopped = [&](Side side) {
        return judgements[side].verdict.outcome != Outcome::kApprove;
    };
    if (stopped(kActive) == stopped(kCandidate)) return std::nullopt;
    if (stopped(kCandidate))
        return fraud ? ChangeKind::kNewlyStoppedFraud : ChangeKind::kNewlyStoppedHonest;
    return fraud ? ChangeKind::kNewlyPassedFraud : ChangeKind::kNewlyPassedHonest;
}

ExplainedJudgement ExplainOne(const Contender& contender, const Judgement& judgement,
                              std::span<const double> row) {
    ExplainedJudgement explained{
        .outcome = judgement.verdict.outcome,
        .score = judgement.score,
        .reasons = rules::ReasonsOf(contender.policy->GetPolicy(), judgement.verdict),
        .contributions = {}};
    if (!contender.model) return explained;
    explained.contributions = contender.model->Contributions(row, kContributionsShown);
    if (explained.outcome == Outcome::kApprove) return explained;
    for (auto& reason : contender.model->ReasonsOf(explained.contributions))
        explained.reasons.push_back(std::move(reason));
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
    page.largest.insert(place, {transaction, {row.begin(), row.end()}, judgements});
    if (page.largest.size() > kExamplesMax) page.largest.pop_back();
}

Changes ChangeBook::Explain(const BySide<Contender>& contenders) const {
    Changes changes;
    for (std::size_t i = 0; i < kChangeKinds; ++i) {
        changes[i].payments = pages_[i].payments;
        changes[i].scaled_amount = pages_[i].scaled_amount;
        for (const auto& kept : pages_[i].largest) {
            auto& changed = changes[i].largest.emplace_back();
            changed.transaction = kept.transaction;
            for (const auto side : {kActive, kCandidate})
                changed.judgements[side] =
                    ExplainOne(contenders[side], kept.judgements[side], kept.row);
        }
    }
    return changes;
}

}  // namespace clearway::fraud
