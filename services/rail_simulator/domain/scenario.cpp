// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/domain/scenario.h"

#include <algorithm>

#include "core/digest.h"

namespace clearway::rail_simulator {
namespace {

bool InShare(const When::Share& share, const std::string& message_id,
             const std::string& transaction_id) {
    const auto digest = core::Sha256(share.seed + "\n" + message_id + "\n" + transaction_id);
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) number = number << 8 | digest.at(i);
    return number % 1000 < static_cast<std::uint32_t>(share.per_mille);
}

bool Says(const std::string& wanted, std::string_view is) { return wanted.empty() || wanted == is; }

}  // namespace

bool Fits(const When& when, std::string_view rail, const Order& order) {
    const auto amount = order.amount.MinorUnits();
    return Says(when.rail, rail) && Says(when.currency, order.amount.GetCurrency().Code()) &&
           (!when.amount_min || amount >= *when.amount_min) &&
           (!when.amount_max || amount <= *when.amount_max) &&
           Says(when.creditor_name, order.creditor_name) &&
           Says(when.creditor_iban, order.creditor_iban) &&
           (!when.share ||
            InShare(*when.share, order.references.message_id, order.references.transaction_id));
}

const Rule* Scenario::Find(std::string_view rail, const Order& order) const {
    const auto found =
        std::ranges::find_if(rules, [&](const Rule& rule) { return Fits(rule.when, rail, order); });
    return found == rules.end() ? nullptr : &*found;
}

}  // namespace clearway::rail_simulator
