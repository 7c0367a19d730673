// SPDX-License-Identifier: Apache-2.0
// Money of a payment at a rail on the suspense account of its currency, because the account that
// was meant could not take it. Nothing takes it from there but the word of two operators.
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::settlement {

// Where an operator says that it belongs; it waits for another's same word.
struct ReleaseProposal {
    core::AccountId creditor;
    std::string operator_id;

    friend bool operator==(const ReleaseProposal&, const ReleaseProposal&) = default;
};

struct Release {
    core::AccountId creditor;
    std::string released_by;  // both operators, a comma between
    core::Timestamp released_at;
};

struct SuspendedTransfer {
    core::TransferId id;  // of the transfer that brought it there
    core::PaymentId payment_id;
    core::HoldId hold_id;
    core::AccountId payer;
    core::Money amount;
    bool came_back;  // from the rail; else it was to leave, and the rail has settled it
    core::Timestamp suspended_at;
    std::optional<ReleaseProposal> proposal = {};
    std::optional<Release> release = {};
};

// Of the transfer that takes it from there: it happens once.
inline core::TransferId DeriveReleaseTransferId(const core::TransferId& suspended) {
    return core::TransferId(core::Uuid::Derive(suspended.value, "release"));
}

}  // namespace clearway::settlement
