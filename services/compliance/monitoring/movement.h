// SPDX-License-Identifier: Apache-2.0
// Money that moved, as monitoring sees it: from one end to the other, an amount, a moment. Plain
// values; no names, nothing of a payment's terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/money.h"
#include "core/uuid.h"
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

enum class Direction : std::uint8_t { kIn = 0, kOut = 1 };

// An account of the platform, or what stands for the world outside: the token of a party elsewhere,
// a clearing account. Only accounts are monitored.
struct MovementEnd {
    core::Uuid id;
    bool is_account = false;
    std::optional<core::Uuid> party = {};  // the customer whose account it is, where known

    friend bool operator==(const MovementEnd&, const MovementEnd&) = default;
};

struct Movement {
    core::Uuid id;  // of the transfer
    core::Timestamp at;
    MovementEnd debtor;
    MovementEnd creditor;
    core::Money amount;         // above zero
    std::int64_t sequence = 0;  // the order in which movements became known, from 1
    std::string traceparent = {};
};

}  // namespace clearway::compliance
