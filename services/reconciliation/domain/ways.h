// SPDX-License-Identifier: Apache-2.0
// The ways of a payment's money in the ledger: to the payee, and back.
#pragma once

#include <cstdint>
#include <vector>

#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

// What goes back leaves the account that was paid.
struct Ways {
    std::vector<Movement> out = {};
    std::vector<Movement> back = {};
};

Ways WaysOf(const Record& record);

// A sum beyond 64 bits ends there: what moved so is a break anyway.
std::int64_t SumOf(const std::vector<Movement>& moved);

}  // namespace clearway::reconciliation
