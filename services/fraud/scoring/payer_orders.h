// SPDX-License-Identifier: Apache-2.0
// What payers ordered within the last minute: a payment is an order, all that a payment file orders
// are one, so that a payroll is no burst and a burst of files is. For policies alone: models know
// no files. In memory, as it is nothing after a minute. Bounded; not thread-safe.
#pragma once

#include <cstdint>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/compact_vector.h"
#include "services/fraud/features/entity_table.h"
#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

class PayerOrders {
public:
    // More of a payer are not told apart: the latest are remembered.
    static constexpr std::uint32_t kCountedMax = 64;

    // The orders of the attempt's payer in the minute that ends with it, its own included. Counted
    // again it changes nothing. Its time must be plausible (window_rings.h).
    std::int64_t Count(const Attempt& attempt);

private:
    // Others than these within a minute would be 4,300 payments a second.
    static constexpr std::size_t kPayersMax = 262'144;

    struct Order {
        std::uint64_t digest;
        Second last;  // when it paid last
        std::uint32_t unused = 0;
    };

    EntityTable<CompactVector<Order>> payers_{kPayersMax};
};

}  // namespace clearway::fraud
