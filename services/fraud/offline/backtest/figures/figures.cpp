// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/figures.h"

#include <algorithm>

#include "services/fraud/offline/backtest/figures/card_precision.h"

namespace clearway::fraud {

namespace {

std::optional<double> Share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::size_t BinOf(const Decision& decision, bool with_model) {
    if (!with_model) return IndexOf(decision.outcome);
    const auto bin = static_cast<std::size_t>(std::clamp(decision.rank, 0.0, 1.0) * kScoreBins);
    return std::min(bin, kScoreBins - 1);
}

SideFigures SideFiguresOf(std::span<const JudgedPayment> payments, Side side, bool with_model) {
    SideFigures figures;
    figures.scores.resize(with_model ? kScoreBins : kOutcomes);
    std::vector<RankedPayment> ranked;
    std::vector<CustomerPayment> customers;
    ranked.reserve(payments.size());
    customers.reserve(payments.size());
    for (const auto& payment : payments) {
        const auto& decision = payment.decisions[side];
        figures.outcomes.Add(decision.outcome, payment.fraud, payment.scaled_amount);
        ranked.push_back({.score = decision.rank, .fraud = payment.fraud});
        customers.push_back({.day = payment.at / kDaySeconds,
                             .customer = payment.payer,
                             .score = decision.rank,
                             .fraud = payment.fraud});
        auto& bin = figures.scores[BinOf(decision, with_model)];
        ++(payment.fraud ? bin.fraud : bin.honest);
        bin.score_sum += decision.rank;
    }
    figures.ranking = RankingOf(std::move(ranked));
    // Without any fraud there is nothing to find, which is no fault of a ranking.
    if (figures.outcomes.Total(true) > 0) figures.card_precision = CardPrecision(customers);
    return figures;
}

}  // namespace

void OutcomeTally::Add(Outcome outcome, bool fraud, std::int64_t scaled_amount) {
    auto& cell = cells_[IndexOf(outcome)][fraud ? 1 : 0];
    ++cell.payments;
    cell.scaled_amount = AddScaled(cell.scaled_amount, scaled_amount);
}

std::uint64_t OutcomeTally::Payments(Outcome outcome, bool fraud) const {
    return cells_[IndexOf(outcome)][fraud ? 1 : 0].payments;
}

std::int64_t OutcomeTally::AmountOf(Outcome outcome, bool fraud) const {
    return cells_[IndexOf(outcome)][fraud ? 1 : 0].scaled_amount;
}

std::uint64_t OutcomeTally::PaymentsFrom(Outcome least, bool fraud) const {
    std::uint64_t sum = 0;
    for (auto i = IndexOf(least); i < kOutcomes; ++i) sum += cells_[i][fraud ? 1 : 0].payments;
    return sum;
}

std::int64_t OutcomeTally::AmountFrom(Outcome least, bool fraud) const {
    std::int64_t sum = 0;
    for (auto i = IndexOf(least); i < kOutcomes; ++i)
        sum = AddScaled(sum, cells_[i][fraud ? 1 : 0].scaled_amount);
    return sum;
}

std::optional<double> OutcomeTally::Precision(Outcome least) const {
    const auto frauds = PaymentsFrom(least, true);
    return Share(frauds, frauds + PaymentsFrom(least, false));
}

std::optional<double> OutcomeTally::Recall(Outcome least) const {
    return Share(PaymentsFrom(least, true), Total(true));
}

std::uint64_t Figures::DaysWithPayments() const {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(days, [](const DayFigures& day) { return day.payments > 0; }));
}

std::optional<double> Figures::AlertsADay(Side side) const {
    std::uint64_t alerts = 0;
    for (const auto& day : days) alerts += day.alerts[side];
    return Share(alerts, DaysWithPayments());
}

Figures FiguresOf(std::span<const JudgedPayment> payments, const Period& period,
                  const BySide<bool>& with_model) {
    Figures figures;
    figures.days.resize(period.Days());
    for (const auto& payment : payments) {
        auto& day = figures.days[(payment.at - period.from) / kDaySeconds];
        ++day.payments;
        day.frauds += payment.fraud ? 1 : 0;
        for (const auto side : {kActive, kCandidate})
            day.alerts[side] += payment.decisions[side].outcome != Outcome::kApprove ? 1 : 0;
        ++figures.moves[IndexOf(payment.decisions[kActive].outcome)]
                       [IndexOf(payment.decisions[kCandidate].outcome)];
    }
    for (const auto side : {kActive, kCandidate})
        figures.sides[side] = SideFiguresOf(payments, side, with_model[side]);
    return figures;
}

}  // namespace clearway::fraud
