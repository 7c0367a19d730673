// SPDX-License-Identifier: Apache-2.0
// Reads a routing table (JSON) and checks it: an unknown or doubled key, a rail that is not there,
// a payment for which no rule is left is a fault, and every fault is listed. Its form is described
// in docs/routing_table.md. Pure: the text is handed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails {

struct RoutingFile {
    std::optional<RoutingTable> table;  // absent when there is a fault
    std::vector<std::string> faults;    // "rules[2].rails[0]: names no rail"
};

RoutingFile ReadRoutingFile(std::string_view text);

}  // namespace clearway::settlement::rails
