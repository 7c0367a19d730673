// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/outgoing_way.h"

namespace clearway::settlement::rails {

bool IsOurBook(const RailTerms& rail) { return rail.kind == "book"; }

bool LeavesByRail(const RoutingTable& table, const RailOrder& order, core::Timestamp now) {
    const auto choice = ChooseRail(table, order, {}, now);
    // No rail takes it (now): the rails' own part says so, or waits.
    if (!choice.route) return true;
    const auto* rail = table.Find(choice.route->rail);
    return !rail || !IsOurBook(*rail);
}

}  // namespace clearway::settlement::rails
