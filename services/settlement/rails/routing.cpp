// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/routing.h"

#include <algorithm>

#include "services/settlement/rails/outgoing_way.h"

namespace clearway::settlement::rails {
namespace {

bool Has(const std::set<std::string>& wanted, const std::string& value) {
    return wanted.empty() || wanted.contains(value);
}

// But for its hours.
bool Fits(const RouteRule& rule, const RailOrder& order) {
    const auto amount = order.amount.MinorUnits();
    return Has(rule.currencies, std::string(order.amount.GetCurrency().Code())) &&
           Has(rule.countries, order.creditor_country) &&
           amount >= rule.amount_min.value_or(amount) && amount <= rule.amount_max.value_or(amount);
}

// Nothing that time changes.
bool Takes(const RailTerms& rail, const RailOrder& order) {
    const std::string currency(order.amount.GetCurrency().Code());
    if (!rail.cost_by_currency.contains(currency)) return false;
    const auto max = rail.amount_max.find(currency);
    return max == rail.amount_max.end() || order.amount.MinorUnits() <= max->second;
}

// What is gathered until a cut-off asks nothing of the rail now: its hours and its health are of no
// matter.
core::Timestamp UsableFrom(const RailTerms& rail, const RailHealths& healths, core::Timestamp now) {
    if (rail.files) {
        const bool ever =
            NextCutOff(rail.calendar, rail.files->cut_offs, now) != core::Timestamp::max();
        return ever ? now : core::Timestamp::max();
    }
    const auto health = healths.find(rail.name);
    const auto healthy = health == healths.end() ? now : health->second.UsableFrom(now);
    return NextOpening(rail.calendar, healthy);
}

void WaitUntil(core::Timestamp from, Choice& choice) {
    choice.again_at = std::min(choice.again_at.value_or(from), from);
}

std::vector<const RailTerms*> Candidates(const RoutingTable& table, const RouteRule& rule,
                                         const RailOrder& order) {
    std::vector<const RailTerms*> rails;
    for (const auto& name : rule.rails)
        if (const auto* rail = table.Find(name); rail && Takes(*rail, order)) rails.push_back(rail);
    if (rule.prefer == RouteRule::Prefer::kCheapest) {
        const std::string currency(order.amount.GetCurrency().Code());
        std::ranges::stable_sort(rails, {}, [&currency](const RailTerms* rail) {
            return rail->cost_by_currency.at(currency);
        });
    }
    return rails;
}

}  // namespace

const RailTerms* RoutingTable::Find(std::string_view rail) const {
    const auto found = std::ranges::find(rails, rail, &RailTerms::name);
    return found == rails.end() ? nullptr : &*found;
}

Choice ChooseRail(const RoutingTable& table, const RailOrder& order, const RailHealths& healths,
                  core::Timestamp now) {
    Choice choice;
    for (const auto& rule : table.rules) {
        if (!Fits(rule, order)) continue;
        const bool is_open = !rule.when || IsOpen(*rule.when, now);
        for (const auto* rail : Candidates(table, rule, order)) {
            // Our own book has no way to a payee elsewhere: what a rail takes later waits for it.
            if (choice.again_at && IsOurBook(*rail)) continue;
            if (!is_open) {
                WaitUntil(NextOpening(*rule.when, now), choice);
                continue;
            }
            const auto from = UsableFrom(*rail, healths, now);
            if (from <= now) {
                choice.route = Route{rail->name, table.id + "/" + table.version + "#" + rule.id};
                if (rail->files)
                    choice.cut_off = NextCutOff(rail->calendar, rail->files->cut_offs, now);
                choice.again_at.reset();
                return choice;
            }
            if (std::ranges::find(choice.left_out, rail->name) == choice.left_out.end())
                choice.left_out.push_back(rail->name);
            WaitUntil(from, choice);
        }
    }
    return choice;
}

std::string ExpectedRail(const RoutingTable& table, const RailOrder& order, core::Timestamp now) {
    auto choice = ChooseRail(table, order, {}, now);
    if (choice.again_at) choice = ChooseRail(table, order, {}, *choice.again_at);
    return choice.route ? choice.route->rail : "";
}

}  // namespace clearway::settlement::rails
