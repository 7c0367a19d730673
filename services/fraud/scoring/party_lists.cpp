// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/party_lists.h"

#include <algorithm>
#include <utility>

namespace clearway::fraud {

void PartyLists::Replace(const std::vector<ListEntry>& entries) {
    Parties payers, payees, devices;
    for (const auto& entry : entries) {
        auto& parties = entry.party == PartyKind::kPayer   ? payers
                        : entry.party == PartyKind::kPayee ? payees
                                                           : devices;
        auto& ends = parties[entry.key];
        auto& end = entry.list == ListKind::kBlock ? ends.blocked : ends.allowed;
        end = std::max(end, entry.expires_at);
    }
    const std::lock_guard lock(mutex_);
    payers_.swap(payers);
    payees_.swap(payees);
    devices_.swap(devices);
}

PartyLists::Ends PartyLists::EndsOf(const Parties& parties, const EntityKey& key) {
    const auto found = parties.find(key);
    return found == parties.end() ? Ends{} : found->second;
}

ListFlags PartyLists::FlagsOf(const Attempt& attempt) const {
    const auto at = attempt.created_at;
    const std::lock_guard lock(mutex_);
    const auto payer = EndsOf(payers_, attempt.payer);
    const auto payee = EndsOf(payees_, attempt.payee);
    const auto device = attempt.device ? EndsOf(devices_, *attempt.device) : Ends{};
    return {.payer_blocked = at < payer.blocked,
            .payee_blocked = at < payee.blocked,
            .device_blocked = at < device.blocked,
            .payer_allowed = at < payer.allowed,
            .payee_allowed = at < payee.allowed};
}

}  // namespace clearway::fraud
