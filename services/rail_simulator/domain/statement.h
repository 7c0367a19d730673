// SPDX-License-Identifier: Apache-2.0
// What a rail tells of a participant's account, and the faults that can be planted in it. Pure.
#pragma once

#include <chrono>
#include <vector>

#include "services/rail_simulator/domain/payment.h"

namespace clearway::rail_simulator {

using Day = std::chrono::sys_days;

struct StatementEntry {
    std::string servicer_reference;  // the rail's own, unique in the account
    bool is_return = false;          // a credit; else a payment, a debit
    core::Money amount;              // above zero
    Day booked;
    Day value;
    References references = {};  // of the payment
    std::string reason = {};     // of a return
    std::string creditor_name = {};
    std::string creditor_iban = {};

    std::int64_t SignedMinor() const {
        return is_return ? amount.MinorUnits() : -amount.MinorUnits();
    }
    friend bool operator==(const StatementEntry&, const StatementEntry&) = default;
};

// A payment is booked once, and so is its return: their references follow from its number.
StatementEntry EntryOf(const Payment& payment, bool is_return, core::Timestamp booked);

enum class BreakKind { kMissing, kExtra, kDuplicate, kWrongAmount, kWrongDate, kWrongCurrency };

constexpr std::string_view NameOf(BreakKind kind) {
    switch (kind) {
        case BreakKind::kMissing: return "missing";
        case BreakKind::kExtra: return "extra";
        case BreakKind::kDuplicate: return "duplicate";
        case BreakKind::kWrongAmount: return "wrong_amount";
        case BreakKind::kWrongDate: return "wrong_date";
        case BreakKind::kWrongCurrency: return "wrong_currency";
    }
    return "";
}

struct PlantedBreak {
    BreakKind kind;
    std::optional<StatementEntry> truth = {};   // what was booked; not of an extra
    std::optional<StatementEntry> stated = {};  // what the statement says; not of a missing one
};

struct PlantedDay {
    std::vector<StatementEntry> entries;
    std::vector<StatementEntry> in_other_currency =
        {};  // they stand in another account's statement
    std::vector<PlantedBreak> breaks = {};
};

// One of a hundred entries for each kind, at least one while there are entries left; none is broken
// twice. The same seed breaks the same entries in the same way.
PlantedDay PlantBreaks(std::vector<StatementEntry> entries, const std::string& seed);

}  // namespace clearway::rail_simulator
