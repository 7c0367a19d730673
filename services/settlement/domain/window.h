// SPDX-License-Identifier: Apache-2.0
// A settlement window: the transfers between participants of one currency from its opening to its
// close. Of each currency exactly one is open, and each has its number, 1, 2, 3, ...
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "core/clock.h"
#include "core/currency.h"
#include "core/uuid.h"

namespace clearway::settlement {

enum class SettlementModel { kGross, kBilateralNet, kMultilateralNet };
// open -> closed -> settling -> settled.
enum class WindowState { kOpen, kClosed, kSettling, kSettled };

const char* NameOf(SettlementModel model);
std::optional<SettlementModel> ParseModel(std::string_view name);
const char* NameOf(WindowState state);

struct Window {
    core::Currency currency;
    std::int64_t number;
    SettlementModel model;
    WindowState state = WindowState::kOpen;
    core::Timestamp opened_at;
    std::optional<core::Timestamp> closed_at = {};
    std::int32_t version = 1;  // of its stream of facts
};

// Follows from currency, model and number: the same on every machine.
core::Uuid IdOf(const Window& window);

// By which model the windows of a currency settle that are opened from now on. Of a currency of
// which nothing is said the next window inherits that of the one before, so that whoever closes a
// window without knowing the settings changes nothing.
struct SettlementModels {
    std::map<core::Currency, SettlementModel> by_currency = {};

    SettlementModel Of(const core::Currency& currency, SettlementModel otherwise) const {
        const auto found = by_currency.find(currency);
        return found == by_currency.end() ? otherwise : found->second;
    }
};

}  // namespace clearway::settlement
