// SPDX-License-Identifier: Apache-2.0
// Why a rule of the ledger refuses a movement: an outcome for the payment, not an error of the
// call.
#pragma once

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

}  // namespace clearway::settlement
