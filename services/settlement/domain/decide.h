// SPDX-License-Identifier: Apache-2.0
// The ledger's decisions, pure: gates in their order of precedence, then the movement. Errors are
// wrong calls; a refusal by rule is an outcome in the reply. What was done is not done again.
#pragma once

#include "core/result.h"
#include "services/settlement/domain/command.h"
#include "services/settlement/domain/ledger.h"

namespace clearway::settlement {

// Errors: kIdempotencyKeyReused (the id is taken by an account with other fields).
core::Result<Reply> Decide(const OpenAccount& command, Ledger& ledger);
// Errors: kAccountNotFound, kAccountNotEmpty.
core::Result<Reply> Decide(const CloseAccount& command, Ledger& ledger);
// Errors: kHoldMismatch (the id is taken by a hold with other fields), kSameAccount.
core::Result<Reply> Decide(const PlaceHold& command, Ledger& ledger);
// Errors: none.
core::Result<Reply> Decide(const VoidHold& command, Ledger& ledger);
core::Result<Reply> Decide(const ExpireHold& command, Ledger& ledger);
core::Result<Reply> Decide(const PostHold& command, Ledger& ledger);
// Of a payment that leaves by a rail; errors: none.
core::Result<Reply> Decide(const CommitHold& command, Ledger& ledger);
core::Result<Reply> Decide(const PostCommittedHold& command, Ledger& ledger);
core::Result<Reply> Decide(const RefuseHold& command, Ledger& ledger);
core::Result<Reply> Decide(const ReturnTransfer& command, Ledger& ledger);
// Errors: kNotFound; kPaymentStateConflict (it was released to another account); kAccountNotFound,
// kInvalidArgument (not where it may go), kCurrencyMismatch, kAccountClosed, kBalanceLimit.
core::Result<Reply> Decide(const ReleaseSuspended& command, Ledger& ledger);
// Errors: kIdempotencyKeyReused, kAccountNotFound, kAccountClosed, kCurrencyMismatch,
// kBalanceLimit.
core::Result<Reply> Decide(const CreditFromClearing& command, Ledger& ledger);

// Errors: none; a refused order is an outcome.
core::Result<Reply> Decide(const BookTransfers& command, Ledger& ledger);

// Errors: kInvalidArgument (there is no window of this number yet).
core::Result<Reply> Decide(const CloseWindow& command, Ledger& ledger);
// Errors: none.
core::Result<Reply> Decide(const SetParticipant& command, Ledger& ledger);
core::Result<Reply> Decide(const BookSettlement& command, Ledger& ledger);

core::Result<Reply> Decide(const Command& command, Ledger& ledger);

// The gates that every movement from an account passes, in their order; nullopt: allowed. An absent
// creditor is the clearing account, which takes everything.
std::optional<Refusal> CheckMovement(const Ledger& ledger, const core::AccountId& debtor,
                                     const std::optional<core::AccountId>& creditor,
                                     const core::Money& amount);

// The gates of an order about a hold that takes orders: while it stands its funds are there, and
// only what may have changed since is looked at; else the order needs available funds.
std::optional<Refusal> CheckOrder(const Hold& hold, const core::Money& amount,
                                  const Ledger& ledger);
// The hold, or the record of an order that never held funds here: `unknown` is what it would say.
const Hold& FindOrRecord(Hold unknown, Ledger& ledger);

}  // namespace clearway::settlement
