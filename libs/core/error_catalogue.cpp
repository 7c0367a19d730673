// SPDX-License-Identifier: Apache-2.0
#include "core/error_catalogue.h"

#include <array>

namespace clearway::core {
namespace {

using Class = ErrorClass;
using Code = ErrorCode;

constexpr std::array kRows{
    ErrorInfo{Code::kInvalidArgument, "invalid_argument", Class::kMalformed,
              "The request is not valid."},
    ErrorInfo{Code::kMissingIdempotencyKey, "missing_idempotency_key", Class::kMalformed,
              "This call needs an Idempotency-Key header."},
    ErrorInfo{Code::kInvalidIdempotencyKey, "invalid_idempotency_key", Class::kMalformed,
              "The Idempotency-Key must be 1 to 255 visible ASCII characters."},
    ErrorInfo{Code::kCallerNotAllowed, "caller_not_allowed", Class::kDenied,
              "This caller may not use this operation."},
    ErrorInfo{Code::kNotFound, "not_found", Class::kNotFound, "There is nothing here."},
    ErrorInfo{Code::kPaymentNotFound, "payment_not_found", Class::kNotFound, "No such payment."},
    ErrorInfo{Code::kAccountNotFound, "account_not_found", Class::kNotFound, "No such account."},
    ErrorInfo{Code::kCaseNotFound, "case_not_found", Class::kNotFound, "No such case."},
    ErrorInfo{Code::kPartyNotFound, "party_not_found", Class::kNotFound, "No such party."},
    ErrorInfo{Code::kIdempotencyKeyReused, "idempotency_key_reused", Class::kRefused,
              "This Idempotency-Key was used before with another request."},
    ErrorInfo{Code::kInvalidAmount, "invalid_amount", Class::kMalformed,
              "The amount is not valid."},
    ErrorInfo{Code::kUnknownCurrency, "unknown_currency", Class::kMalformed,
              "The currency is not an ISO 4217 code in use."},
    ErrorInfo{Code::kCurrencyMismatch, "currency_mismatch", Class::kRefused,
              "The currency is not the account's."},
    ErrorInfo{Code::kSameAccount, "same_account", Class::kRefused,
              "Debtor and creditor are the same account."},
    ErrorInfo{Code::kAccountClosed, "account_closed", Class::kRefused, "The account is closed."},
    ErrorInfo{Code::kAccountNotEmpty, "account_not_empty", Class::kRefused,
              "The account has a balance or an open hold."},
    ErrorInfo{Code::kPaymentStateConflict, "payment_state_conflict", Class::kConflict,
              "The payment's state does not allow this."},
    ErrorInfo{Code::kCaptureAmountTooLarge, "capture_amount_too_large", Class::kRefused,
              "More than the authorised amount cannot be captured."},
    ErrorInfo{Code::kCaseAlreadyResolved, "case_already_resolved", Class::kConflict,
              "The case was resolved with another decision."},
    ErrorInfo{Code::kPartyStateConflict, "party_state_conflict", Class::kConflict,
              "The party's state does not allow this."},
    ErrorInfo{Code::kPartyNotCleared, "party_not_cleared", Class::kRefused,
              "The party was not screened yet, or a case about it is open."},
    ErrorInfo{Code::kBalanceLimit, "balance_limit", Class::kRefused,
              "The balance would pass the limit of an account."},
    ErrorInfo{Code::kHoldMismatch, "hold_mismatch", Class::kConflict,
              "A hold with this id has other terms."},
    ErrorInfo{Code::kReleaseRefused, "release_refused", Class::kRefused,
              "The model or policy does not pass its checks."},
    ErrorInfo{Code::kReleaseStateConflict, "release_state_conflict", Class::kConflict,
              "The release's stage does not allow this."},
    ErrorInfo{Code::kSecondOperatorNeeded, "second_operator_needed", Class::kRefused,
              "You had a part in this; another operator has to approve it."},
    ErrorInfo{Code::kOverloaded, "overloaded", Class::kUnavailable,
              "Too much work is waiting; try again shortly."},
    ErrorInfo{Code::kUnavailable, "unavailable", Class::kUnavailable,
              "A part of the platform is not available; try again shortly."},
    ErrorInfo{Code::kDeadlineExceeded, "deadline_exceeded", Class::kTimeout,
              "The outcome is not known yet; repeat the call with the same key."},
    ErrorInfo{Code::kInternal, "internal", Class::kInternal, "Something went wrong on our side."},
};

constexpr bool RowsFollowTheEnumeration() {
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (static_cast<std::size_t>(kRows[i].code) != i) return false;
        for (std::size_t j = i + 1; j < kRows.size(); ++j)
            if (kRows[i].name == kRows[j].name) return false;
    }
    return kRows.size() == static_cast<std::size_t>(ErrorCode::kInternal) + 1;
}
static_assert(RowsFollowTheEnumeration(), "one row a code, in order, with unique names");

}  // namespace

const ErrorInfo& Describe(ErrorCode code) {
    return kRows[static_cast<std::size_t>(code)];
}

std::span<const ErrorInfo> AllErrors() {
    return kRows;
}

std::optional<ErrorCode> ParseErrorCode(std::string_view name) {
    for (const auto& row : kRows)
        if (row.name == name) return row.code;
    return std::nullopt;
}

}  // namespace clearway::core
