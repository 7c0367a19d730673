// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

// But for the holder's name, which nobody can compare while it is sealed: see usecase/open_account.
bool IsSameOrder(const OpenAccount& command, const Account& account) {
    return account.partner_id == command.partner_id && account.currency == command.currency &&
           account.type == command.type && account.holder_country == command.holder_country &&
           account.party_id == command.party_id;
}

// An account of another partner is as good as none: nobody learns that it exists.
const Account* FindOwn(const Ledger& ledger, const core::AccountId& id,
                       const std::string& partner_id) {
    const auto* account = ledger.FindAccount(id);
    return account && account->partner_id == partner_id ? account : nullptr;
}

}  // namespace

core::Result<Reply> Decide(const OpenAccount& command, Ledger& ledger) {
    if (const auto* known = ledger.FindAccount(command.account_id)) {
        if (!IsSameOrder(command, *known)) return core::ErrorCode::kIdempotencyKeyReused;
        return Reply(AccountReply{.account = *known, .replayed = true});
    }
    const auto& account = ledger.Open({.id = command.account_id,
                                       .partner_id = command.partner_id,
                                       .currency = command.currency,
                                       .type = command.type,
                                       .holder_name = command.holder_name,
                                       .sealed_holder_name = command.sealed_holder_name,
                                       .holder_country = command.holder_country,
                                       .party_id = command.party_id,
                                       .created_at = ledger.Now()});
    return Reply(AccountReply{.account = account, .replayed = false});
}

core::Result<Reply> Decide(const CloseAccount& command, Ledger& ledger) {
    const auto* account = FindOwn(ledger, command.account_id, command.partner_id);
    if (!account) return core::ErrorCode::kAccountNotFound;
    if (account->IsClosed()) return Reply(AccountReply{.account = *account, .replayed = true});
    if (account->posted != 0 || account->held != 0) return core::ErrorCode::kAccountNotEmpty;
    return Reply(AccountReply{.account = ledger.Close(command.account_id), .replayed = false});
}

core::Result<Reply> Decide(const CreditFromClearing& command, Ledger& ledger) {
    const auto* account = FindOwn(ledger, command.account_id, command.partner_id);
    if (const auto* known = ledger.FindTransfer(command.transfer_id)) {
        const bool same = known->creditor == command.account_id && known->amount == command.amount;
        if (!same || !account) return core::ErrorCode::kIdempotencyKeyReused;
        return Reply(TransferReply{.transfer = *known, .account = *account, .replayed = true});
    }
    if (!account) return core::ErrorCode::kAccountNotFound;
    if (account->IsClosed()) return core::ErrorCode::kAccountClosed;
    if (account->currency != command.amount.GetCurrency()) {
        return core::ErrorCode::kCurrencyMismatch;
    }
    const auto balance = core::AddMinor(account->posted, command.amount.MinorUnits());
    if (!balance) return balance.error();

    const auto& clearing = ledger.Clearing(command.amount.GetCurrency());
    const auto posted = ledger.Post({.id = command.transfer_id,
                                     .debtor = clearing.id,
                                     .creditor = account->id,
                                     .amount = command.amount});
    if (!posted) return posted.error();
    return Reply(TransferReply{.transfer = *ledger.FindTransfer(command.transfer_id),
                               .account = *account,
                               .replayed = false});
}

}  // namespace clearway::settlement
