// SPDX-License-Identifier: Apache-2.0
// Statements (camt.053) and notifications (camt.054) of a participant's account at a rail.
#pragma once

#include <span>
#include <vector>

#include "services/rail_simulator/domain/statement.h"
#include "services/rail_simulator/rails/write_answer.h"

namespace clearway::rail_simulator {

struct StatementAccount {
    std::string participant;
    std::string rail;
    core::Currency currency;

    // "instant-settlement": its number in statements.
    std::string Number() const { return rail + "-" + participant; }
};

// One message. A day is one page or several, each from its own opening balance to its closing one.
struct StatementPage {
    StatementAccount account;
    Day day;
    bool is_notification = false;  // a camt.054, without balances
    int page = 1;
    bool is_last = true;
    std::int64_t opening_minor = 0;
    std::span<const StatementEntry> entries = {};
    // In the other currency's account, in a statement of its own behind this one.
    std::span<const StatementEntry> in_other_currency = {};
    core::Timestamp created = {};
};
Answer WriteStatement(const StatementPage& page);

// A day in pages of so many entries at most; one page at least. The entries must outlive them.
std::vector<StatementPage> PagesOf(StatementPage day, std::span<const StatementEntry> entries,
                                   std::size_t page_entries);

// A camt.054 of one entry, at the time when it was booked.
Answer WriteNotification(const StatementAccount& account, const StatementEntry& entry,
                         core::Timestamp now);

}  // namespace clearway::rail_simulator
