// SPDX-License-Identifier: Apache-2.0
// The parties of a payment as they are screened: by the names of their accounts, or by the order's
// where the payee is elsewhere.
#pragma once

#include "services/payment/usecase/ports.h"

namespace clearway::payment {

std::vector<core::AccountId> AccountsOf(const Terms& terms);

// nullptr: not among them.
const AccountInfo* FindAccount(const std::vector<AccountInfo>& accounts, const core::AccountId& id);

// Errors: kAccountNotFound when an account of the payment is not among them.
Result<std::vector<Party>> PartiesOf(const Terms& terms, const std::vector<AccountInfo>& accounts);

}  // namespace clearway::payment
