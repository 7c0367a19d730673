// SPDX-License-Identifier: Apache-2.0
// The simulator's clock and scenario in PostgreSQL.
#pragma once

#include <chrono>
#include <string>

#include "postgres/connection.h"

namespace clearway::rail_simulator {

struct Setting {
    std::chrono::microseconds ahead{0};  // of the machine's clock
    int scenario_version = 0;            // 0: none was loaded
};

Setting ReadSetting(postgres::Transaction& transaction);
std::string ReadScenario(postgres::Transaction& transaction, int version);
int AddScenario(postgres::Transaction& transaction, const std::string& document);
void TurnClockForward(postgres::Transaction& transaction, std::chrono::microseconds forward);

}  // namespace clearway::rail_simulator
