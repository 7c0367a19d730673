// SPDX-License-Identifier: Apache-2.0
// What waits for rails, in numbers. Never: a decision.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/clock.h"
#include "postgres/connection.h"
#include "services/settlement/usecase/rails/rail_watch.h"

namespace clearway::settlement {

// Payments whose funds are committed, by rail; the empty name: none is chosen yet.
std::map<std::string, std::int64_t> CommittedByRail(postgres::Transaction& transaction);

RailsWaiting CountWaiting(postgres::Transaction& transaction);

}  // namespace clearway::settlement
