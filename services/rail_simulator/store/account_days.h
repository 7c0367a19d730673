// SPDX-License-Identifier: Apache-2.0
// What was booked on a participant's account at a rail.
#pragma once

#include <vector>

#include "postgres/connection.h"
#include "services/rail_simulator/domain/statement.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

struct AccountDay {
    std::int64_t opening_minor = 0;  // signed: credit less debit
    std::vector<StatementEntry> entries = {};
};
// A day of UTC, on the simulator's clock.
AccountDay ReadAccountDay(postgres::Transaction& transaction, const Audience& account,
                          const core::Currency& currency, Day day);

}  // namespace clearway::rail_simulator
