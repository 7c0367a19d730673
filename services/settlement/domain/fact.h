// SPDX-License-Identifier: Apache-2.0
// What happened, in the past tense, each on the stream of its aggregate. Facts carry no personal
// data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/uuid.h"
#include "services/settlement/domain/account.h"
#include "services/settlement/domain/hold.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/refusal.h"
#include "services/settlement/domain/transfer.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

struct AccountOpened {
    core::AccountId account_id;
    std::string partner_id;
    core::Currency currency;
    std::string country;
    std::optional<core::Uuid> party_id = {};  // the customer record it belongs to
};

struct AccountClosed {
    core::AccountId account_id;
};

struct HoldPlaced {
    Hold hold;
};

struct HoldVoided {
    core::HoldId hold_id;
    core::PaymentId payment_id;
};

struct HoldExpired {
    core::HoldId hold_id;
    core::PaymentId payment_id;
};

struct TransferPosted {
    Transfer transfer;
};

// Transfers that one call booked, in their order.
struct TransfersPosted {
    BookingId booking_id;
    std::string booked_by;
    std::vector<Transfer> transfers;
    bool between_settlement_accounts = false;
};

struct TransferRefused {
    core::HoldId hold_id;
    core::PaymentId payment_id;
    Refusal reason;
};

struct HoldCommitted {
    Hold hold;
    std::string partner_id;  // the debtor's
    std::string creditor_country;
};

// The rail said no.
struct TransferRejected {
    core::HoldId hold_id;
    core::PaymentId payment_id;
    RailReason reason;
};

// Of the transfer that gives the money back.
struct TransferReturned {
    Transfer transfer;
    RailReason reason;
};

// Of the transfer that takes money from suspense to where two operators say that it belongs.
struct SuspendedTransferReleased {
    Transfer transfer;
    core::TransferId suspended;  // the transfer that had brought it there
    std::string released_by;
};

struct WindowOpened {
    Window window;
};

struct WindowClosed {
    Window window;
    std::string closed_by;
};

struct ParticipantSet {
    Participant participant;
    std::string set_by;
    std::string proposed_by = {};  // of the two who moved where it settles the first
};

struct Fact {
    core::Uuid stream_id;
    std::int32_t version;
    std::variant<AccountOpened, AccountClosed, HoldPlaced, HoldVoided, HoldExpired, TransferPosted,
                 TransfersPosted, TransferRefused, HoldCommitted, TransferRejected,
                 TransferReturned, SuspendedTransferReleased, WindowOpened, WindowClosed,
                 ParticipantSet>
        what;
};

}  // namespace clearway::settlement
