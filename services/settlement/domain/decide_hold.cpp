// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

core::AccountId CreditorOf(const PlaceHold& command) {
    return command.creditor ? *command.creditor
                            : core::DeriveClearingAccountId(command.amount.GetCurrency().Code());
}

// The time of expiry is not compared: a caller that tries again may count from another moment.
bool IsSameOrder(const PlaceHold& command, const Hold& hold) {
    return hold.payment_id == command.payment_id && hold.debtor == command.debtor &&
           hold.creditor == CreditorOf(command) && hold.amount == command.amount;
}

Reply Released(bool released) { return ReleaseReply{.released = released}; }

}  // namespace

core::Result<Reply> Decide(const PlaceHold& command, Ledger& ledger) {
    if (const auto* known = ledger.FindHold(command.hold_id)) {
        if (!IsSameOrder(command, *known)) return core::ErrorCode::kHoldMismatch;
        const bool held = known->state == HoldState::kHeld;
        return Reply(HoldReply{.outcome = held ? HoldOutcome::kHeld : HoldOutcome::kEnded});
    }
    const auto refusal =
        CheckMovement(ledger, command.debtor, command.creditor, command.amount);
    if (refusal == Refusal::kSameAccount) return core::ErrorCode::kSameAccount;
    if (refusal) return Reply(HoldReply{.outcome = HoldOutcome::kRefused, .refusal = refusal});

    const auto creditor =
        command.creditor ? *command.creditor : ledger.Clearing(command.amount.GetCurrency()).id;
    const auto placed = ledger.Place({.id = command.hold_id,
                                      .payment_id = command.payment_id,
                                      .debtor = command.debtor,
                                      .creditor = creditor,
                                      .amount = command.amount,
                                      .expires_at = command.expires_at});
    if (!placed) return placed.error();
    return Reply(HoldReply{.outcome = HoldOutcome::kHeld});
}

core::Result<Reply> Decide(const VoidHold& command, Ledger& ledger) {
    const auto* hold = ledger.FindHold(command.hold_id);
    if (!hold || hold->state != HoldState::kHeld) return Released(false);
    ledger.Release(command.hold_id, HoldState::kVoided);
    return Released(true);
}

core::Result<Reply> Decide(const ExpireHold& command, Ledger& ledger) {
    const auto* hold = ledger.FindHold(command.hold_id);
    if (!hold || hold->state != HoldState::kHeld) return Released(false);
    if (hold->expires_at > ledger.Now()) return Released(false);
    ledger.Release(command.hold_id, HoldState::kExpired);
    return Released(true);
}

}  // namespace clearway::settlement
