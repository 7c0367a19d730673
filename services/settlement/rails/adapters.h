// SPDX-License-Identifier: Apache-2.0
// The rails of a routing table, each made by its kind with the settings that the table gives it.
#pragma once

#include <string>
#include <vector>

#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails {

struct MadeRails {
    Rails rails;
    std::vector<std::string> faults;  // "rails.instant.bic: is missing"; with one no rail is made
};

MadeRails MakeRails(const RoutingTable& table);

}  // namespace clearway::settlement::rails
