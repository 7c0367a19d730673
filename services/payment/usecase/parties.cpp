// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/parties.h"

#include <algorithm>

namespace clearway::payment {

std::vector<core::AccountId> AccountsOf(const Terms& terms) {
    std::vector<core::AccountId> ids{terms.debtor};
    if (terms.creditor) ids.push_back(*terms.creditor);
    return ids;
}

const AccountInfo* FindAccount(const std::vector<AccountInfo>& accounts,
                               const core::AccountId& id) {
    const auto found = std::ranges::find(accounts, id, &AccountInfo::account_id);
    return found == accounts.end() ? nullptr : &*found;
}

Result<std::vector<Party>> PartiesOf(const Terms& terms, const std::vector<AccountInfo>& accounts) {
    std::vector<Party> parties;
    for (const auto& id : AccountsOf(terms)) {
        const auto* account = FindAccount(accounts, id);
        if (account == nullptr) return core::ErrorCode::kAccountNotFound;
        parties.push_back({.debtor = id == terms.debtor,
                           .name = account->holder_name,
                           .country = account->holder_country,
                           .party_id = account->party_id,
                           .person = account->person});
    }
    if (!terms.creditor)
        parties.push_back({.debtor = false,
                           .name = terms.external_creditor.name,
                           .country = terms.external_creditor.country,
                           .person = terms.sealed.person});
    return parties;
}

}  // namespace clearway::payment
