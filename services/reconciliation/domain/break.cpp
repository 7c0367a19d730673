// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/break.h"

namespace clearway::reconciliation {

std::string_view NameOf(BreakReason reason) {
    switch (reason) {
        case BreakReason::kSettledWithoutTransfer: return "settled_without_transfer";
        case BreakReason::kTransferWithoutPayment: return "transfer_without_payment";
        case BreakReason::kMovedTwice: return "moved_twice";
        case BreakReason::kAmountMismatch: return "amount_mismatch";
        case BreakReason::kAccountMismatch: return "account_mismatch";
        case BreakReason::kMovedButNotSettled: return "moved_but_not_settled";
        case BreakReason::kAuthorisedButNotMoved: return "authorised_but_not_moved";
        case BreakReason::kEndedButMoved: return "ended_but_moved";
    }
    return "";
}

std::string_view Explain(BreakReason reason) {
    switch (reason) {
        case BreakReason::kSettledWithoutTransfer:
            return "The payment says that it is settled, or returned, and the ledger has no "
                   "transfer of it.";
        case BreakReason::kTransferWithoutPayment:
            return "The ledger moved money for a payment that the payment service never told of.";
        case BreakReason::kMovedTwice:
            return "The ledger moved the payment's money more than once; the amount is the sum.";
        case BreakReason::kAmountMismatch:
            return "The ledger moved another amount than the payment says.";
        case BreakReason::kAccountMismatch:
            return "The ledger moved the money between other accounts than the payment says.";
        case BreakReason::kMovedButNotSettled:
            return "The money moved, or came back, and the payment does not say so.";
        case BreakReason::kAuthorisedButNotMoved:
            return "The payment is ordered, and its money has not moved.";
        case BreakReason::kEndedButMoved:
            return "The payment ended without settlement, yet its money moved.";
    }
    return "";
}

std::optional<BreakReason> ReasonNumbered(std::int64_t number) {
    if (number < static_cast<int>(BreakReason::kSettledWithoutTransfer) ||
        number > static_cast<int>(BreakReason::kEndedButMoved))
        return std::nullopt;
    return static_cast<BreakReason>(number);
}

std::vector<BreakReason> ReasonsIn(ReasonSet set) {
    std::vector<BreakReason> reasons;
    for (int number = 1; set >> number != 0; ++number) {
        const auto reason = ReasonNumbered(number);
        if (reason && (set & BitOf(*reason)) != 0) reasons.push_back(*reason);
    }
    return reasons;
}

}  // namespace clearway::reconciliation
