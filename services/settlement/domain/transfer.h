// SPDX-License-Identifier: Apache-2.0
// What is booked: a transfer is its two entries, one debit and one credit of the same amount. It is
// written once and never changed.
#pragma once

#include <cstdint>
#include <optional>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::settlement {

// The transfers that one call booked; the stream of the fact that tells of them.
using BookingId = core::Id<struct BookingTag>;

// Named after the first transfer of it that is posted: that happens once to a transfer.
inline BookingId DeriveBookingId(const core::TransferId& first) {
    return BookingId(core::Uuid::Derive(first.value, "booking"));
}

// The entry of one side: its number in the account, 1, 2, 3, ..., and the balance after it.
struct Side {
    std::int64_t sequence = 0;
    std::int64_t balance_after = 0;
};

struct Transfer {
    core::TransferId id;
    std::optional<core::PaymentId> payment_id = {};
    std::optional<core::HoldId> hold_id = {};
    std::optional<BookingId> booking_id = {};
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
    std::int64_t released = 0;                // minor units of the hold that were not taken
    std::optional<std::int64_t> window = {};  // its number; none: nothing to settle
    core::Timestamp posted_at = {};
    Side debit = {};
    Side credit = {};
};

// A side of a transfer as its account's statement shows it.
struct Entry {
    core::AccountId account_id;
    std::int64_t sequence;
    core::TransferId transfer_id;
    std::int64_t amount;  // minor units, a credit above zero and a debit below
    std::int64_t balance_after;
    core::Timestamp booked_at;
};

}  // namespace clearway::settlement
