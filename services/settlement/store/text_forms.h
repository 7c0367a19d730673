// SPDX-License-Identifier: Apache-2.0
// Enumerations as the database names them.
#pragma once

#include <string_view>

#include "services/settlement/domain/account.h"
#include "services/settlement/domain/hold.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

std::string_view TextOf(AccountType type);
std::string_view TextOf(AccountStatus status);
std::string_view TextOf(HoldState state);
std::string_view TextOf(SettlementModel model);
std::string_view TextOf(WindowState state);

// Throw std::runtime_error for a word that the schema does not have.
AccountType ParseAccountType(std::string_view text);
AccountStatus ParseAccountStatus(std::string_view text);
HoldState ParseHoldState(std::string_view text);
SettlementModel ParseSettlementModel(std::string_view text);
WindowState ParseWindowState(std::string_view text);

// Throws std::runtime_error for a code that is not in the list (any more).
core::Currency CurrencyOf(std::string_view code);

}  // namespace clearway::settlement
