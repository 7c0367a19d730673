// SPDX-License-Identifier: Apache-2.0
// What the ledger is told about a payment that leaves by a rail. Part of command.h.
#pragma once

#include <string>

#include "core/currency.h"
#include "core/ids.h"
#include "core/money.h"
#include "services/settlement/domain/refusal.h"

namespace clearway::settlement {

// Promises the amount of a payment to a party elsewhere to a rail, and frees the rest of the hold:
// from then on the funds neither expire nor are given back, until the rail has said what it did.
struct CommitHold {
    core::HoldId hold_id;
    core::PaymentId payment_id;
    core::AccountId debtor;
    core::Money amount;
    std::string creditor_country;  // for the choice of the rail
};

// The rail settled it. Never refused: what the clearing account could not take goes to suspense.
struct PostCommittedHold {
    core::HoldId hold_id;
    core::Currency currency;
};

// The rail did not, and will not, settle it: the funds are free again.
struct RefuseHold {
    core::HoldId hold_id;
    RailReason reason;
};

// Money that the rail had settled came back. It is the debtor's; where his account cannot take it
// any more, it goes to suspense.
struct ReturnTransfer {
    core::TransferId transfer_id;  // of the new transfer; follows from the return
    core::HoldId hold_id;
    core::Currency currency;
    RailReason reason;
};

// An operator says where money in suspense belongs; the same word of a second one books it there.
// The hold is the payment's, of the transfer that brought it there.
struct ReleaseSuspended {
    core::TransferId transfer_id;
    core::HoldId hold_id;
    core::AccountId creditor;
    core::Currency currency;
    std::string operator_id;
};

}  // namespace clearway::settlement
