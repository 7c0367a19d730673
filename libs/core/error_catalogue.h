// SPDX-License-Identifier: Apache-2.0
// Every way in which a call can be refused: one code, one class, one safe text. The gRPC status and
// the HTTP status follow from the class alone (libs/rpc/status_map, gateway/http/problem), so a new
// code needs no new mapping. Codes are public and append-only; no text names a person or an internal.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace clearway::core {

enum class ErrorClass {
    kMalformed,        // the request can never be right: 400, INVALID_ARGUMENT
    kUnauthenticated,  // 401, UNAUTHENTICATED
    kDenied,           // 403, PERMISSION_DENIED
    kNotFound,         // 404, NOT_FOUND
    kConflict,         // 409, ABORTED: another state won
    kRefused,          // 422, FAILED_PRECONDITION: understood, and refused by a rule
    kLimit,            // 429, RESOURCE_EXHAUSTED: the caller asks too much
    kUnavailable,      // 503, UNAVAILABLE: try again later, nothing half done
    kTimeout,          // 504, DEADLINE_EXCEEDED: outcome unknown, repeat with the same key
    kInternal,         // 500, INTERNAL: our fault, the log has it under the request id
};

enum class ErrorCode {
    kInvalidArgument,
    kMissingIdempotencyKey,
    kInvalidIdempotencyKey,
    kCallerNotAllowed,
    kNotFound,
    kPaymentNotFound,
    kAccountNotFound,
    kCaseNotFound,
    kPartyNotFound,
    kIdempotencyKeyReused,
    kInvalidAmount,
    kUnknownCurrency,
    kCurrencyMismatch,
    kSameAccount,
    kAccountClosed,
    kAccountNotEmpty,
    kPaymentStateConflict,
    kCaptureAmountTooLarge,
    kCaseAlreadyResolved,
    kPartyStateConflict,
    kPartyNotCleared,
    kBalanceLimit,
    kHoldMismatch,
    kReleaseRefused,
    kReleaseStateConflict,
    kSecondOperatorNeeded,
    kOverloaded,
    kUnavailable,
    kDeadlineExceeded,
    kInternal,
};

struct ErrorInfo {
    ErrorCode code;
    std::string_view name;  // snake_case, the `code` member of a problem document
    ErrorClass error_class;
    std::string_view title;  // one safe sentence, the default detail
};

// Total: every code has a row (checked at compile time in error_catalogue.cpp).
const ErrorInfo& Describe(ErrorCode code);

// All rows in the order of the enumeration, for docs/errors.md and tests.
std::span<const ErrorInfo> AllErrors();

// The code of a public name, as read from another service's error detail.
std::optional<ErrorCode> ParseErrorCode(std::string_view name);

}  // namespace clearway::core
