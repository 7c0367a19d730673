// SPDX-License-Identifier: Apache-2.0
// The arithmetic of one statement: its booked entries, and whether they lead from the opening to
// the closing balance.
#pragma once

#include "iso20022/model/entry.h"

namespace clearway::iso20022 {

// A page of several says less than the whole: its entries are not all that lie between balances.
bool IsOnePageOfSeveral(const Page& page);

// Two balances say of the same type, day and currency what cannot both be.
bool HasContraryBalances(const Statement& statement);

class StatementSums {
public:
    // `message_page`: of the message that the statement is in. Version 02 has no page of its own,
    // and others may not use theirs.
    explicit StatementSums(const Statement& statement, const Page& message_page = {});

    void Add(const Entry& entry);

    struct Sum {
        std::uint64_t entries = 0;
        Decimal amount = {};  // whatever the currencies, as the message counts
    };
    // All entries, booked or not.
    const Sum& Credits() const { return all_.credits; }
    const Sum& Debits() const { return all_.debits; }
    // Those that are booked.
    const Sum& BookedCredits() const { return booked_.credits; }
    const Sum& BookedDebits() const { return booked_.debits; }
    bool Overflown() const { return overflown_; }
    // The statement, or its message, is one page of several: what it says of sums may be of all.
    bool AreOfAPage() const { return is_page_; }

    // Opening plus booked entries equals closing. nullopt: the statement does not say enough: a
    // balance is missing or said twice, or not all is in one currency, or it is one page of
    // several.
    std::optional<bool> Balanced() const;

private:
    struct Sides {
        Sum credits = {};
        Sum debits = {};
    };

    void AddTo(Sides& sides, const Entry& entry);
    void AddBooked(const Entry& entry);

    std::optional<core::Money> running_;  // from the opening balance on, signed; nullopt: unknown
    std::optional<core::Money> closing_;
    Sides all_;
    Sides booked_;
    bool overflown_ = false;
    bool is_page_ = false;
};

}  // namespace clearway::iso20022
