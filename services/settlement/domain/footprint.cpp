// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/footprint.h"

namespace clearway::settlement {
namespace {

core::AccountId ClearingOf(const core::Money& amount) {
    return core::DeriveClearingAccountId(amount.GetCurrency().Code());
}

void AddMovement(const core::AccountId& debtor, const core::AccountId& creditor,
                 Footprint& footprint) {
    footprint.accounts.push_back(debtor);
    footprint.accounts.push_back(creditor);
    footprint.movements.emplace_back(debtor, creditor);
}

void Add(const OpenAccount& command, Footprint& footprint) {
    footprint.accounts.push_back(command.account_id);
}

void Add(const CloseAccount& command, Footprint& footprint) {
    footprint.accounts.push_back(command.account_id);
}

void Add(const PlaceHold& command, Footprint& footprint) {
    footprint.new_holds.push_back(command.hold_id);
    AddMovement(command.debtor, command.creditor ? *command.creditor : ClearingOf(command.amount),
                footprint);
}

void Add(const VoidHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
}

void Add(const ExpireHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
}

void Add(const PostHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
    AddMovement(command.debtor, command.creditor ? *command.creditor : ClearingOf(command.amount),
                footprint);
}

void Add(const CommitHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
    AddMovement(command.debtor, ClearingOf(command.amount), footprint);
    footprint.accounts.push_back(SuspenseAccountOf(command.amount.GetCurrency()));
}

void Add(const PostCommittedHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
    footprint.accounts.push_back(SuspenseAccountOf(command.currency));
}

void Add(const RefuseHold& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
}

void Add(const ReturnTransfer& command, Footprint& footprint) {
    footprint.holds.push_back(command.hold_id);
    footprint.accounts.push_back(SuspenseAccountOf(command.currency));
}

// The hold brings the payer and the clearing account.
void Add(const ReleaseSuspended& command, Footprint& footprint) {
    footprint.suspended.push_back(command.transfer_id);
    footprint.holds.push_back(command.hold_id);
    footprint.accounts.push_back(SuspenseAccountOf(command.currency));
    footprint.accounts.push_back(command.creditor);
}

void Add(const CreditFromClearing& command, Footprint& footprint) {
    footprint.transfers.push_back(command.transfer_id);
    footprint.accounts.push_back(command.account_id);
    footprint.accounts.push_back(ClearingOf(command.amount));
}

void Add(const BookTransfers& command, Footprint& footprint) {
    for (const auto& order : command.orders) {
        footprint.transfers.push_back(order.transfer_id);
        AddMovement(order.debtor, order.creditor, footprint);
    }
}

void Add(const CloseWindow& command, Footprint& footprint) {
    footprint.closing.push_back(command.currency);
}

void Add(const SetParticipant& command, Footprint& footprint) {
    footprint.participants.push_back(command.key);
}

void Add(const BookSettlement& command, Footprint& footprint) {
    for (const auto& order : command.orders) {
        const auto& currency = order.amount.GetCurrency();
        footprint.transfers.push_back(order.transfer_id);
        footprint.accounts.push_back(AccountOf(currency, order.debtor));
        footprint.accounts.push_back(AccountOf(currency, order.creditor));
    }
}

}  // namespace

void AddFootprint(const Command& command, Footprint& footprint) {
    std::visit([&footprint](const auto& what) { Add(what, footprint); }, command.what);
}

}  // namespace clearway::settlement
