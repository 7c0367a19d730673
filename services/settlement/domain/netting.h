// SPDX-License-Identifier: Apache-2.0
// What the flows of a window come to: pure sums, in an order that does not depend on that of the
// flows. Amounts in minor units of the window's currency.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

// All transfers of a window from one participant to another.
struct Flow {
    std::string debtor;
    std::string creditor;
    std::int64_t gross;
    std::int64_t transfers;
};

struct NetPosition {
    std::string institution;
    std::int64_t net;  // received less sent
};

struct Obligation {
    std::string debtor;    // empty: the settlement agent
    std::string creditor;  // the same
    std::int64_t amount;

    friend bool operator==(const Obligation&, const Obligation&) = default;
};

// Of all that take part, by name; they add up to zero. Errors: kBalanceLimit.
core::Result<std::vector<NetPosition>> NetPositions(std::span<const Flow> flows);

// Each against the settlement agent: first those that pay, then those that are paid, so that the
// agent pays out what it has. Errors: kBalanceLimit.
core::Result<std::vector<Obligation>> NetMultilaterally(std::span<const Flow> flows);

// Each pair by itself. Errors: kBalanceLimit.
core::Result<std::vector<Obligation>> NetBilaterally(std::span<const Flow> flows);

}  // namespace clearway::settlement
