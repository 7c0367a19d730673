// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/store/settings.h"

#include "embedded/rail_simulator_sql.h"
#include "postgres/row.h"

namespace clearway::rail_simulator {

namespace sql = embedded::rail_simulator_sql;

Setting ReadSetting(postgres::Transaction& transaction) {
    const auto rows = postgres::Execute(transaction, {"read_setting", sql::kReadSetting});
    return {.ahead = std::chrono::microseconds(postgres::AsInt(rows.at(0)[0])),
            .scenario_version = static_cast<int>(postgres::AsInt(rows.at(0)[1]))};
}

std::string ReadScenario(postgres::Transaction& transaction, int version) {
    const auto rows =
        postgres::Execute(transaction, {"read_scenario", sql::kReadScenario}, version);
    return postgres::AsText(rows.at(0)[0]);
}

int AddScenario(postgres::Transaction& transaction, const std::string& document) {
    const auto rows = postgres::Execute(transaction, {"add_scenario", sql::kAddScenario}, document);
    return static_cast<int>(postgres::AsInt(rows.at(0)[0]));
}

void TurnClockForward(postgres::Transaction& transaction, std::chrono::microseconds forward) {
    postgres::Execute(transaction, {"turn_clock", sql::kTurnClock},
                      static_cast<std::int64_t>(forward.count()));
}

}  // namespace clearway::rail_simulator
