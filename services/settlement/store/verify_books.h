// SPDX-License-Identifier: Apache-2.0
// Proves the books and the settlement against each other, from the tables alone; blocks. It changes
// nothing and may run beside the service.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement {

struct VerifiedWindow {
    std::string currency;
    std::int64_t number;
    std::string model;
    std::string state;
    std::int64_t transfers;
};

struct Verification {
    std::vector<TrialLine> lines;
    std::vector<VerifiedWindow> windows;
    std::vector<std::string> faults;  // a sentence each; none: all agrees
};

// Told how much of the work is done.
using VerifyProgress = std::function<void(int percent)>;

Verification VerifyBooks(postgres::Transaction& transaction, const VerifyProgress& progress);

}  // namespace clearway::settlement
