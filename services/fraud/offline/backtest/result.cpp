// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

namespace {

using Value = std::optional<FigureValue>;

Value Exact(std::uint64_t count) { return static_cast<std::int64_t>(count); }
Value Maybe(const std::optional<double>& number) {
    return number ? Value(FigureValue(*number)) : std::nullopt;
}

template <class Of>
Figure Row(const char* key, const char* label, Unit unit, Better better, const Of& of) {
    return {key, label, unit, better, {of(kActive), of(kCandidate)}};
}

}  // namespace

BacktestResult RunBacktestOf(History& history, const ReplayRequest& request,
                             const BySide<Contender>& contenders) {
    BacktestResult result{.request = request,
                          .policy_versions = {},
                          .model_versions = {},
                          .replay = RunReplay(history, request, contenders),
                          .figures = {}};
    BySide<bool> with_model{};
    for (const auto side : {kActive, kCandidate}) {
        result.policy_versions[side] = contenders[side].PolicyVersion();
        result.model_versions[side] = contenders[side].ModelVersion();
        with_model[side] = result.WithModel(side);
    }
    result.figures = FiguresOf(result.replay.payments, request.period, with_model);
    return result;
}

std::vector<Figure> FigureList(const BacktestResult& result) {
    const auto& sides = result.figures.sides;
    const auto tally = [&](Side side) -> const OutcomeTally& { return sides[side].outcomes; };
    std::vector<Figure> list;
    const auto add = [&](auto... cells) { list.push_back(Row(cells...)); };
    const auto add_outcome = [&](Outcome least, const std::array<const char*, 6>& words) {
        add(words[0], words[1], Unit::kCount, Better::kNeither, [&, least](Side side) {
            return Exact(tally(side).PaymentsFrom(least, true) +
                         tally(side).PaymentsFrom(least, false));
        });
        add(words[2], words[3], Unit::kShare, Better::kHigher,
            [&, least](Side side) { return Maybe(tally(side).Precision(least)); });
        add(words[4], words[5], Unit::kShare, Better::kHigher,
            [&, least](Side side) { return Maybe(tally(side).Recall(least)); });
    };
    add_outcome(Outcome::kChallenge,
                {"not_approved", "Not approved", "not_approved_precision",
                 "Not approved: precision", "not_approved_recall", "Not approved: recall"});
    add_outcome(Outcome::kDecline, {"declined", "Declined", "declined_precision",
                                    "Declined: precision", "declined_recall", "Declined: recall"});
    add("alerts_a_day", "Alerts a day", Unit::kRate, Better::kNeither,
        [&](Side side) { return Maybe(result.figures.AlertsADay(side)); });
    add("average_precision", "Average precision", Unit::kMeasure, Better::kHigher,
        [&](Side side) { return Maybe(sides[side].ranking.average_precision); });
    add("roc_auc", "ROC AUC", Unit::kMeasure, Better::kHigher,
        [&](Side side) { return Maybe(sides[side].ranking.roc_auc); });
    add("card_precision_100", "Card precision@100", Unit::kMeasure, Better::kHigher,
        [&](Side side) { return Maybe(sides[side].card_precision); });
    add("fraud_stopped_scaled", "Fraud amount stopped (saved)", Unit::kScaledAmount,
        Better::kHigher,
        [&](Side side) -> Value { return tally(side).AmountFrom(Outcome::kChallenge, true); });
    add("fraud_missed_scaled", "Fraud amount missed", Unit::kScaledAmount, Better::kLower,
        [&](Side side) -> Value { return tally(side).AmountOf(Outcome::kApprove, true); });
    add("honest_blocked_scaled", "Honest amount blocked", Unit::kScaledAmount, Better::kLower,
        [&](Side side) -> Value { return tally(side).AmountFrom(Outcome::kChallenge, false); });
    add("rule_failures", "Payments with a failed rule", Unit::kCount, Better::kLower,
        [&](Side side) { return Exact(result.replay.rule_failures[side]); });
    return list;
}

}  // namespace clearway::fraud
