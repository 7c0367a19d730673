// SPDX-License-Identifier: Apache-2.0
// Why a rule of the ledger refuses a movement: an outcome for the payment, not an error of the
// call.
#pragma once

#include <string>

namespace clearway::settlement {

enum class Refusal {
    kSameAccount,
    kUnknownAccount,
    kDebtorClosed,
    kCreditorClosed,
    kCurrencyMismatch,
    kInsufficientFunds,
    kAmountAboveHold,
    kBalanceLimit,
    kOtherTransfer,    // the id is taken by a transfer with other fields
    kSettlementLimit,  // the debtor's institution would owe the others too much
    kParticipantSuspended,
};

// Why a rail refused a payment, or its money came back: the rail's own code and words.
struct RailReason {
    std::string code;  // ISO 20022 external code
    std::string message = {};

    friend bool operator==(const RailReason&, const RailReason&) = default;
};

}  // namespace clearway::settlement
