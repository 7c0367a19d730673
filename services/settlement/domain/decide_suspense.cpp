// SPDX-License-Identifier: Apache-2.0
// Money in suspense is booked on to whom two operators say that it belongs: the payer, or the
// clearing account, from which it goes to the rail.
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

constexpr char kField[] = "creditor_account_id";

// Of the same customer, or where none is recorded of the same partner.
bool IsThePayers(const Account& account, const Account& payer) {
    if (account.IsThePlatforms() || account.partner_id != payer.partner_id) return false;
    return !payer.party_id || account.party_id == payer.party_id;
}

std::optional<core::Error> Check(const SuspendedTransfer& suspended,
                                 const core::AccountId& creditor, const Ledger& ledger) {
    const auto* account = ledger.FindAccount(creditor);
    if (!account) return core::Error(core::ErrorCode::kAccountNotFound);
    const auto& currency = suspended.amount.GetCurrency();
    if (creditor == core::DeriveClearingAccountId(currency.Code())) return std::nullopt;
    if (!suspended.came_back)
        return core::InvalidField(kField, "must be clearing: the rail has settled the payment");
    if (!IsThePayers(*account, *ledger.FindAccount(suspended.payer)))
        return core::InvalidField(kField, "must be clearing or an account of the payer");
    if (account->currency != currency) return core::Error(core::ErrorCode::kCurrencyMismatch);
    if (account->IsClosed()) return core::Error(core::ErrorCode::kAccountClosed);
    return std::nullopt;
}

}  // namespace

core::Result<Reply> Decide(const ReleaseSuspended& command, Ledger& ledger) {
    const auto* suspended = ledger.FindSuspended(command.transfer_id);
    if (!suspended) return core::ErrorCode::kNotFound;
    if (const auto& release = suspended->release) {
        if (release->creditor != command.creditor) return core::ErrorCode::kPaymentStateConflict;
        return Reply(SuspendedReply{*suspended});
    }
    if (auto error = Check(*suspended, command.creditor, ledger)) return *std::move(error);
    const ReleaseProposal said{command.creditor, command.operator_id};
    const auto& proposal = suspended->proposal;
    if (!proposal || proposal->creditor != said.creditor) {
        ledger.Propose(command.transfer_id, said);
    } else if (proposal->operator_id != said.operator_id) {
        const auto both = proposal->operator_id + "," + said.operator_id;
        const auto released = ledger.Release(command.transfer_id, said.creditor, both);
        if (!released) return released.error();
    }
    return Reply(SuspendedReply{*suspended});
}

}  // namespace clearway::settlement
