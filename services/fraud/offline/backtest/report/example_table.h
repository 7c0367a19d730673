// SPDX-License-Identifier: Apache-2.0
// Single payments in the report: what they were, what both decided and why.
#pragma once

#include <span>
#include <string>

#include "services/fraud/offline/backtest/replay/changes.h"

namespace clearway::fraud {

std::string ExampleTable(std::span<const ChangedPayment> payments);

}  // namespace clearway::fraud
