// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/footprint.h"

namespace clearway::settlement {
namespace {

core::AccountId ClearingOf(const core::Money& amount) {
    return core::DeriveClearingAccountId(amount.GetCurrency().Code());
}

void Add(const OpenAccount& command, Footprint& footprint) {
    footprint.accounts.push_back(command.account_id);
}

void Add(const CloseAccount& command, Footprint& footprint) {
    footprint.accounts.push_back(command.account_id);
}

void Add(const PlaceHold& command, Footprint& footprint) {
    footprint.new_holds.push_back(command.hold_id);
    footprint.accounts.push_back(command.debtor);
    footprint.accounts.push_back(command.creditor ? *command.creditor
                                                  : ClearingOf(command.amount));
}

void Add(const VoidHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
}

void Add(const ExpireHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
}

void Add(const PostHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
    footprint.accounts.push_back(command.debtor);
    footprint.accounts.push_back(command.creditor ? *command.creditor
                                                  : ClearingOf(command.amount));
}

void Add(const CreditFromClearing& command, Footprint& footprint) {
    footprint.transfers.push_back(command.transfer_id);
    footprint.accounts.push_back(command.account_id);
    footprint.accounts.push_back(ClearingOf(command.amount));
}

void Add(const BookTransfers& command, Footprint& footprint) {
    for (const auto& order : command.orders) {
        footprint.transfers.push_back(order.transfer_id);
        footprint.accounts.push_back(order.debtor);
        footprint.accounts.push_back(order.creditor);
    }
}

}  // namespace

void AddFootprint(const Command& command, Footprint& footprint) {
    std::visit([&footprint](const auto& what) { Add(what, footprint); }, command.what);
}

}  // namespace clearway::settlement
