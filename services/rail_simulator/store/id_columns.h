// SPDX-License-Identifier: Apache-2.0
// Ids of messages or transactions, each of an audience, as parameters of a statement.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "postgres/array.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

struct IdColumns {
    postgres::TextArray participants, rails, ids;
};

inline IdColumns ColumnsOf(const std::set<std::pair<Audience, std::string>>& ids) {
    IdColumns columns;
    for (const auto& [audience, id] : ids) {
        columns.participants.Add(audience.participant);
        columns.rails.Add(audience.rail);
        columns.ids.Add(id);
    }
    return columns;
}

}  // namespace clearway::rail_simulator
