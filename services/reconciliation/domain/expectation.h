// SPDX-License-Identifier: Apache-2.0
// What the two sides say of a payment: the payment service what should move (expectation), the
// ledger what did (movement). Plain values; no I/O, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ids.h"
#include "core/money.h"

namespace clearway::reconciliation {

enum class PaymentState : std::uint8_t {
    kInReview,
    kAuthorised,
    kCaptureRequested,
    kSettled,
    kDeclined,
    kCancelled,
    kExpired,
    kFailed,
    kAtRail,    // left by a rail, whose answer may take days
    kReturned,  // was settled, and the money came back
};
std::string_view NameOf(PaymentState state);
std::optional<PaymentState> StateNamed(std::string_view name);

struct Expectation {
    core::PaymentId payment_id;
    std::int32_t version;  // of the payment's stream: the latest fact tells the state
    PaymentState state;
    core::AccountId debtor;
    core::AccountId creditor;  // the clearing account for a party elsewhere
    core::Money amount;        // as ordered
    bool automatic_capture;
    std::optional<std::int64_t> captured_minor = {};  // told by a capture
    std::optional<std::int64_t> settled_minor = {};   // told by the settlement of the payment

    friend bool operator==(const Expectation&, const Expectation&) = default;
};

struct Movement {
    core::Uuid event_id;  // of the ledger's fact: two facts are two movements, whatever they say
    core::PaymentId payment_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
};

// The ledger promised the payment's funds to a rail: until the rail takes it the payment waits, for
// days where the rail is closed; or the ledger or the rail refused, and nothing waits any more.
struct FundsCommitted {
    core::PaymentId payment_id;
    bool waits = true;
};

// What both facts tell, in whichever order they came.
Expectation Merge(const Expectation& a, const Expectation& b);

}  // namespace clearway::reconciliation
