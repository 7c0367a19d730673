// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

#include <algorithm>

namespace clearway::settlement {
namespace {

Reply Refused(const core::HoldId& hold, Refusal reason, Ledger& ledger) {
    ledger.Refuse(hold, reason);
    return PostReply{.outcome = PostOutcome::kRefused};
}

// The gates of an order whose hold still stands: its funds are there, so only what may have changed
// since, and the amount asked for, are looked at.
std::optional<Refusal> CheckHeld(const Hold& hold, const core::Money& amount,
                                 const Ledger& ledger) {
    if (amount.GetCurrency() != hold.amount.GetCurrency()) return Refusal::kCurrencyMismatch;
    if (amount.MinorUnits() > hold.amount.MinorUnits()) return Refusal::kAmountAboveHold;
    if (ledger.FindAccount(hold.creditor)->IsClosed()) return Refusal::kCreditorClosed;
    return std::nullopt;
}

// A late order, whose hold has ended or was never placed, is carried out from available funds.
std::optional<Refusal> CheckAvailable(const Hold& hold, const core::Money& amount,
                                      const Ledger& ledger) {
    const auto clearing = core::DeriveClearingAccountId(amount.GetCurrency().Code());
    return CheckMovement(ledger, hold.debtor,
                         hold.creditor == clearing ? std::nullopt : std::optional(hold.creditor),
                         amount);
}

Reply Book(const Hold& hold, const core::Money& amount, Ledger& ledger) {
    const auto released = std::max<std::int64_t>(hold.Reserved() - amount.MinorUnits(), 0);
    const auto posted = ledger.Post({.id = core::DeriveTransferId(hold.payment_id),
                                     .payment_id = hold.payment_id,
                                     .hold_id = hold.id,
                                     .debtor = hold.debtor,
                                     .creditor = hold.creditor,
                                     .amount = amount,
                                     .released = released});
    if (!posted) return Refused(hold.id, Refusal::kBalanceLimit, ledger);
    return PostReply{.outcome = PostOutcome::kPosted};
}

// The record of an order that never held funds here.
Hold RecordOf(const PostHold& command, const Ledger& ledger) {
    return {.id = command.hold_id,
            .payment_id = command.payment_id,
            .debtor = command.debtor,
            .creditor = command.creditor.value_or(
                core::DeriveClearingAccountId(command.amount.GetCurrency().Code())),
            .amount = command.amount,
            .state = HoldState::kVoided,
            .expires_at = ledger.Now()};
}

}  // namespace

std::optional<Refusal> CheckOrder(const Hold& hold, const core::Money& amount,
                                  const Ledger& ledger) {
    return hold.state == HoldState::kHeld ? CheckHeld(hold, amount, ledger)
                                          : CheckAvailable(hold, amount, ledger);
}

const Hold& FindOrRecord(Hold unknown, Ledger& ledger) {
    const auto id = unknown.id;
    if (!ledger.FindHold(id)) ledger.Record(std::move(unknown));
    return *ledger.FindHold(id);
}

core::Result<Reply> Decide(const PostHold& command, Ledger& ledger) {
    const auto& hold = FindOrRecord(RecordOf(command, ledger), ledger);
    if (!hold.TakesOrders()) return Reply(PostReply{.outcome = PostOutcome::kRepeated});
    if (const auto refusal = CheckOrder(hold, command.amount, ledger))
        return Refused(hold.id, *refusal, ledger);
    // Of the creditors that pass the gates only the clearing account may not be there yet.
    if (!ledger.FindAccount(hold.creditor)) ledger.Clearing(command.amount.GetCurrency());
    return Book(hold, command.amount, ledger);
}

}  // namespace clearway::settlement
