// SPDX-License-Identifier: Apache-2.0
// Runs the feature engine over labelled payments and lets both contenders judge those of a period,
// each payment with what was known when it came.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/fraud/offline/backtest/figures/judged_payment.h"
#include "services/fraud/offline/backtest/replay/changes.h"
#include "services/fraud/offline/backtest/replay/contenders.h"

namespace clearway::fraud {

// A label comes a week after its payment: known on a day are the frauds of eight days before it and
// of earlier ones, as the features know them.
inline constexpr Second kLabelDelayDays = 7;

struct ReplayRequest {
    Period period;
    // Days of history before the period that warm the features; none: all that there are.
    std::optional<Second> warm_up_days;
    // Leaves out payments of customers that are known to be defrauded, by a fraud on one of this
    // many days before the period or later; none: nobody is left out.
    std::optional<Second> exclude_known_days;
    std::size_t entities_max = 10'000'000;
};

struct Replay {
    std::string source;  // what people call the history
    std::vector<JudgedPayment> payments;
    Changes changes;
    BySide<std::uint64_t> rule_failures{};  // payments on which a rule could not be evaluated
    std::uint64_t rows = 0;                 // of the history
    std::uint64_t history = 0;              // counted before the period
    std::uint64_t left_out = 0;             // known customers' payments of the period
    Second first = 0;                       // times of the rows; 0: there are none
    Second last = 0;
};

// Throws BadTransactions, also for a file without labels.
Replay RunReplay(History& history, const ReplayRequest& request,
                 const BySide<Contender>& contenders);

}  // namespace clearway::fraud
