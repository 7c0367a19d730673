// SPDX-License-Identifier: Apache-2.0
// What a closed window obliges its participants to, between accounts of the platform's own books.
#pragma once

#include <string>
#include <variant>

#include "core/money.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/transfer.h"

namespace clearway::settlement {

// An institution, on its settlement account (the empty name: the settlement agent), or the
// platform's own account of a type: kFees, kRounding.
using SettlementSide = std::variant<std::string, AccountType>;

struct SettlementOrder {
    core::TransferId transfer_id;
    SettlementSide debtor;
    SettlementSide creditor;
    core::Money amount;
};

AccountType TypeOf(const SettlementSide& side);
core::AccountId AccountOf(const core::Currency& currency, const SettlementSide& side);

}  // namespace clearway::settlement
