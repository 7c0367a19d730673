// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_router.h"

namespace clearway::settlement::usecase {

RailRouter::RailRouter(const rails::RoutingTable& table, const core::Clock& clock)
    : table_(table), clock_(clock) {
    for (const auto& rail : table_.rails)
        healths_.emplace(rail.name, rails::RailHealth(rail.health));
}

rails::Choice RailRouter::Choose(const rails::RailOrder& order) {
    const auto now = clock_.Now();
    const std::lock_guard lock(mutex_);
    auto choice = rails::ChooseRail(table_, order, healths_, now);
    if (choice.route) healths_.find(choice.route->rail)->second.Chosen(now);
    return choice;
}

std::string RailRouter::Expect(const rails::RailOrder& order) {
    const std::lock_guard lock(mutex_);
    const auto choice = rails::ChooseRail(table_, order, healths_, clock_.Now());
    return choice.route ? choice.route->rail : "";
}

void RailRouter::Answered(const std::string& rail) {
    const std::lock_guard lock(mutex_);
    if (const auto health = healths_.find(rail); health != healths_.end())
        health->second.Answered();
}

void RailRouter::Failed(const std::string& rail) {
    const std::lock_guard lock(mutex_);
    if (const auto health = healths_.find(rail); health != healths_.end())
        health->second.Failed(clock_.Now());
}

}  // namespace clearway::settlement::usecase
