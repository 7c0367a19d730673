// SPDX-License-Identifier: Apache-2.0
// A payment as a rail knows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/money.h"

namespace clearway::rail_simulator {

inline constexpr std::string_view kInstant = "instant";  // each payment by itself, at once
inline constexpr std::string_view kBatch = "batch";      // files, settled at the end of a cycle

// How a message names a payment; what it leaves out is empty.
struct References {
    std::string message_id = {};    // of the pacs.008
    std::string message_name = {};  // "pacs.008.001.08"
    std::string instruction_id = {};
    std::string end_to_end_id = {};
    std::string transaction_id = {};
    std::string uetr = {};

    friend bool operator==(const References&, const References&) = default;
};

// One transaction of a pacs.008.
struct Order {
    References references;
    core::Money amount;  // of the interbank settlement
    std::string creditor_name = {};
    std::string creditor_iban = {};

    friend bool operator==(const Order&, const Order&) = default;
};

enum class State { kPending, kSettled, kRejected, kReturned, kCancelled };

constexpr std::string_view NameOf(State state) {
    switch (state) {
        case State::kPending: return "pending";
        case State::kSettled: return "settled";
        case State::kRejected: return "rejected";
        case State::kReturned: return "returned";
        case State::kCancelled: return "cancelled";
    }
    return "";
}

// What of a rule is looked at after the payment was taken.
struct Manner {
    std::string rule = {};            // its name; empty: none applied
    bool silent = false;              // says nothing by itself
    bool deaf = false;                // answers no enquiry
    bool notifies = false;            // with a camt.054 when it settles
    std::string recall_refusal = {};  // the reason for which a recall is refused; empty: it is not

    friend bool operator==(const Manner&, const Manner&) = default;
};

struct Payment {
    std::int64_t number = 0;  // 1, 2, 3, ... as they were taken; 0: not stored yet
    std::string participant;
    std::string rail;
    Order order;
    Manner manner = {};
    State state = State::kPending;
    std::int64_t settled_minor = 0;  // what was booked; a rail may err
    std::string reason = {};         // of a rejection or a return
    std::optional<core::Timestamp> settled_at = {};

    core::Money Settled() const { return {order.amount.GetCurrency(), settled_minor}; }
};

}  // namespace clearway::rail_simulator
