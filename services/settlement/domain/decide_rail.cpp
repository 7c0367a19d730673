// SPDX-License-Identifier: Apache-2.0
// A payment that leaves by a rail: its funds are committed first, and what the rail says then is
// always carried out. The rail's money has moved already: nothing here may refuse it.
#include <stdexcept>

#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

Reply Ended(PostOutcome outcome) { return PostReply{.outcome = outcome}; }

Hold RecordOf(const CommitHold& command, const Ledger& ledger) {
    return {.id = command.hold_id,
            .payment_id = command.payment_id,
            .debtor = command.debtor,
            .creditor = core::DeriveClearingAccountId(command.amount.GetCurrency().Code()),
            .amount = command.amount,
            .state = HoldState::kVoided,
            .expires_at = ledger.Now()};
}

std::optional<Refusal> CheckCommit(const Hold& hold, const core::Money& amount,
                                   const Ledger& ledger) {
    if (const auto refusal = CheckOrder(hold, amount, ledger)) return refusal;
    if (amount.MinorUnits() > hold.amount.MinorUnits()) return Refusal::kAmountAboveHold;
    // Between two accounts here no rail stands.
    const auto clearing = core::DeriveClearingAccountId(amount.GetCurrency().Code());
    return hold.creditor == clearing ? std::nullopt : std::optional(Refusal::kOtherTransfer);
}

// Suspense takes what the account that is meant cannot; it is there since the hold was committed.
template <class Booking>
void BookOrSuspend(Transfer transfer, Ledger& ledger, const Booking& book) {
    const auto* creditor = ledger.FindAccount(transfer.creditor);
    if (creditor && !creditor->IsClosed() && book(transfer)) return;
    transfer.creditor = ledger.Suspense(transfer.amount.GetCurrency()).id;
    if (!book(transfer)) throw std::overflow_error("suspense is beyond 64 bits");
}

void PostCommitted(const Hold& hold, Ledger& ledger) {
    BookOrSuspend({.id = core::DeriveTransferId(hold.payment_id),
                   .payment_id = hold.payment_id,
                   .hold_id = hold.id,
                   .debtor = hold.debtor,
                   .creditor = hold.creditor,
                   .amount = hold.Committed()},
                  ledger,
                  [&](const Transfer& transfer) { return ledger.Post(transfer).has_value(); });
}

}  // namespace

core::Result<Reply> Decide(const CommitHold& command, Ledger& ledger) {
    const auto& hold = FindOrRecord(RecordOf(command, ledger), ledger);
    if (!hold.TakesOrders()) return Ended(PostOutcome::kRepeated);
    if (const auto refusal = CheckCommit(hold, command.amount, ledger)) {
        ledger.Refuse(hold.id, *refusal);
        return Ended(PostOutcome::kRefused);
    }
    // Both are there from now on, whatever the rail says.
    ledger.Clearing(command.amount.GetCurrency());
    ledger.Suspense(command.amount.GetCurrency());
    ledger.Commit(hold.id, command.amount, command.creditor_country);
    return Ended(PostOutcome::kCommitted);
}

core::Result<Reply> Decide(const PostCommittedHold& command, Ledger& ledger) {
    const auto* hold = ledger.FindHold(command.hold_id);
    if (!hold || hold->state != HoldState::kCommitted) return Ended(PostOutcome::kRepeated);
    PostCommitted(*hold, ledger);
    return Ended(PostOutcome::kPosted);
}

core::Result<Reply> Decide(const RefuseHold& command, Ledger& ledger) {
    const auto* hold = ledger.FindHold(command.hold_id);
    if (!hold || hold->state != HoldState::kCommitted) return Ended(PostOutcome::kRepeated);
    ledger.Reject(command.hold_id, command.reason);
    return Ended(PostOutcome::kRefused);
}

core::Result<Reply> Decide(const ReturnTransfer& command, Ledger& ledger) {
    const auto* hold = ledger.FindHold(command.hold_id);
    if (!hold || hold->committed == 0) return Ended(PostOutcome::kRepeated);
    // Who returns money has had it.
    if (hold->state == HoldState::kCommitted) PostCommitted(*hold, ledger);
    if (hold->state != HoldState::kPosted) return Ended(PostOutcome::kRepeated);
    BookOrSuspend({.id = command.transfer_id,
                   .payment_id = hold->payment_id,
                   .hold_id = hold->id,
                   .debtor = hold->creditor,
                   .creditor = hold->debtor,
                   .amount = hold->Committed()},
                  ledger, [&](const Transfer& transfer) {
                      return ledger.Return(transfer, command.reason).has_value();
                  });
    return Ended(PostOutcome::kReturned);
}

}  // namespace clearway::settlement
