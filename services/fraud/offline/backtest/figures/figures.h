// SPDX-License-Identifier: Apache-2.0
// The figures of a backtest, of both contenders over the same payments. A figure that cannot be
// computed (a precision without alerts) is absent, never NaN. Amounts are in ten-thousandths of the
// major unit, whatever the currency, and their sums stay at the largest 64-bit value. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "services/fraud/offline/backtest/figures/judged_payment.h"
#include "services/fraud/offline/backtest/figures/ranking.h"

namespace clearway::fraud {

// Payments and amounts by outcome and by what the payments were.
class OutcomeTally {
public:
    void Add(Outcome outcome, bool fraud, std::int64_t scaled_amount);

    std::uint64_t Payments(Outcome outcome, bool fraud) const;
    std::int64_t AmountOf(Outcome outcome, bool fraud) const;
    // Of at least this severity: kChallenge is all that was not approved.
    std::uint64_t PaymentsFrom(Outcome least, bool fraud) const;
    std::int64_t AmountFrom(Outcome least, bool fraud) const;
    std::uint64_t Total(bool fraud) const { return PaymentsFrom(Outcome::kApprove, fraud); }

    // The share of fraud in what got at least this outcome, and the share of fraud that got it.
    std::optional<double> Precision(Outcome least) const;
    std::optional<double> Recall(Outcome least) const;

private:
    struct Cell {
        std::uint64_t payments = 0;
        std::int64_t scaled_amount = 0;
    };
    std::array<std::array<Cell, 2>, kOutcomes> cells_{};  // by outcome and fraud
};

// Payments whose score lies in one piece of the range.
struct ScoreBin {
    std::uint64_t honest = 0;
    std::uint64_t fraud = 0;
    double score_sum = 0;

    std::uint64_t Payments() const { return honest + fraud; }
};

struct SideFigures {
    OutcomeTally outcomes;
    Ranking ranking;
    std::optional<double> card_precision;
    // Of a model: kScoreBins equal pieces of the probabilities 0 to 1. Of rules alone: one bin an
    // outcome.
    std::vector<ScoreBin> scores;
};

inline constexpr std::size_t kScoreBins = 20;

struct DayFigures {
    std::uint64_t payments = 0;
    std::uint64_t frauds = 0;
    BySide<std::uint64_t> alerts{};  // not approved
};

struct Figures {
    BySide<SideFigures> sides;
    // By the outcome of the active one, then of the candidate.
    std::array<std::array<std::uint64_t, kOutcomes>, kOutcomes> moves{};
    std::vector<DayFigures> days;  // of the period, also those without payments

    std::uint64_t DaysWithPayments() const;
    std::optional<double> AlertsADay(Side side) const;  // over the days with payments
};

// `with_model`: whose ranks are probabilities. All payments lie in the period.
Figures FiguresOf(std::span<const JudgedPayment> payments, const Period& period,
                  const BySide<bool>& with_model);

}  // namespace clearway::fraud
