// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {

std::optional<Refusal> CheckMovement(const Ledger& ledger, const core::AccountId& debtor_id,
                                     const std::optional<core::AccountId>& creditor_id,
                                     const core::Money& amount) {
    if (debtor_id == creditor_id) return Refusal::kSameAccount;
    const auto* debtor = ledger.FindAccount(debtor_id);
    // The ids of the platform's accounts can be derived by anyone: no order may draw on them.
    if (!debtor || debtor->IsThePlatforms()) return Refusal::kUnknownAccount;
    const auto* creditor = creditor_id ? ledger.FindAccount(*creditor_id) : nullptr;
    if (creditor_id && !creditor) return Refusal::kUnknownAccount;
    if (debtor->IsClosed()) return Refusal::kDebtorClosed;
    if (creditor && creditor->IsClosed()) return Refusal::kCreditorClosed;
    if (debtor->currency != amount.GetCurrency()) return Refusal::kCurrencyMismatch;
    if (creditor && creditor->currency != amount.GetCurrency()) return Refusal::kCurrencyMismatch;
    if (debtor->Available() < amount.MinorUnits()) return Refusal::kInsufficientFunds;
    return creditor ? ledger.CheckSettlement(debtor_id, *creditor_id, amount) : std::nullopt;
}

core::Result<Reply> Decide(const Command& command, Ledger& ledger) {
    return std::visit([&ledger](const auto& what) { return Decide(what, ledger); }, command.what);
}

}  // namespace clearway::settlement
