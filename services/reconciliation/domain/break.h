// SPDX-License-Identifier: Apache-2.0
// A break: a payment for which the two sides do not agree, with the reason. The numbers of the
// reasons are those of the public enumeration and of the table; append only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::reconciliation {

enum class BreakReason : std::uint8_t {
    kSettledWithoutTransfer = 1,
    kTransferWithoutPayment = 2,
    kMovedTwice = 3,
    kAmountMismatch = 4,
    kAccountMismatch = 5,
    kMovedButNotSettled = 6,
    kAuthorisedButNotMoved = 7,
    kEndedButMoved = 8,
};

// "moved_twice"; in facts and metrics.
std::string_view NameOf(BreakReason reason);
// One sentence for an operator.
std::string_view Explain(BreakReason reason);
std::optional<BreakReason> ReasonNumbered(std::int64_t number);

// Reasons as bits: bit n for the reason with number n.
using ReasonSet = std::uint32_t;
constexpr ReasonSet BitOf(BreakReason reason) { return ReasonSet{1} << static_cast<int>(reason); }
std::vector<BreakReason> ReasonsIn(ReasonSet set);

struct Break {
    core::Uuid break_id;
    core::PaymentId payment_id;
    BreakReason reason;
    std::optional<core::Money> expected;  // absent when the payment is not known
    std::optional<core::Money> actual;    // absent when nothing moved
    core::Timestamp detected_at;
    std::optional<core::Timestamp> closed_at;
};

}  // namespace clearway::reconciliation
