// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/lineage/trail_reader.h"

#include <algorithm>
#include <stdexcept>

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "rpc/times.h"

namespace clearway::reconciliation {
namespace {

namespace pay = payment::v1;
namespace ledger = settlement::v1;

template <class Fact>
Fact Parse(const v1::KeptFact& kept) {
    Fact fact;
    if (!fact.ParseFromString(kept.payload()))
        throw std::runtime_error("a kept fact cannot be read");
    return fact;
}

core::Timestamp At(const v1::KeptFact& kept) { return core::FromMicros(kept.occurred_micros()); }

core::Money ReadMoney(const common::v1::Money& money) {
    const auto currency = core::Currency::Parse(money.currency());
    if (!currency) throw std::runtime_error("a kept fact has an unknown currency");
    return core::Money(*currency, money.minor_units());
}

template <class Id>
Id ReadId(const std::string& text) {
    const auto id = Id::Parse(text);
    if (!id) throw std::runtime_error("a kept fact has an id that is none");
    return *id;
}

TrailReason ReadReason(const common::v1::Reason& reason) {
    return {.code = reason.code(), .message = reason.message(), .iso_code = reason.iso_code()};
}

template <class Repeated>
std::vector<TrailReason> ReadReasons(const Repeated& rows) {
    std::vector<TrailReason> reasons;
    for (const auto& row : rows) reasons.push_back(ReadReason(row));
    return reasons;
}

// Values first: with GCC 12 an initialiser of an aggregate must not throw.
TrailOrder ReadOrder(const pay::PaymentTerms& terms) {
    const auto debtor = ReadId<core::AccountId>(terms.debtor().account_id());
    const auto amount = ReadMoney(terms.amount());
    TrailOrder order{
        .partner_id = terms.partner_id(),
        .debtor = debtor,
        .creditor = std::nullopt,
        .amount = amount,
        .end_to_end_id = terms.end_to_end_id(),
        .created_at = rpc::FromTimestamp(terms.created_at()).value_or(core::Timestamp())};
    if (!terms.creditor().account_id().empty())
        order.creditor = ReadId<core::AccountId>(terms.creditor().account_id());
    return order;
}

// Only the payment's first fact tells of the request; what ends a review was no partner's.
void ReadRequest(const v1::KeptFact& kept, const pay::PaymentTerms& terms, PaymentTrail& trail) {
    if (!terms.has_request()) return;
    trail.request = {.request_id = terms.request().request_id(),
                     .trace_id = kept.trace_id(),
                     .payment_file_id = terms.payment_file_id(),
                     .file_position = terms.request().file_position()};
}

TrailDecision ReadEvidence(const pay::DecisionEvidence& evidence) {
    TrailDecision decision;
    decision.degradations = {evidence.degradations().begin(), evidence.degradations().end()};
    decision.fraud_score = evidence.fraud_score();
    decision.fraud_reasons = ReadReasons(evidence.fraud_reasons());
    decision.fraud_policy_version = evidence.fraud_policy_version();
    decision.fraud_model_version = evidence.fraud_model_version();
    decision.screening_outcome = evidence.screening_outcome();
    decision.screening_list_version = evidence.screening_list_version();
    decision.screening_case_id = evidence.screening_case_id();
    return decision;
}

void Enter(PaymentState state, const v1::KeptFact& kept, PaymentTrail& trail) {
    trail.state = state;
    trail.state_at = At(kept);
}

template <class Fact>
void AddDecision(const v1::KeptFact& kept, DecisionOutcome outcome, PaymentState state,
                 PaymentTrail& trail) {
    const auto fact = Parse<Fact>(kept);
    if (!trail.order) trail.order = ReadOrder(fact.terms());
    ReadRequest(kept, fact.terms(), trail);
    auto decision = ReadEvidence(fact.evidence());
    decision.outcome = outcome;
    decision.at = At(kept);
    if constexpr (requires { fact.reasons(); }) decision.reasons = ReadReasons(fact.reasons());
    trail.decisions.push_back(std::move(decision));
    Enter(state, kept, trail);
}

template <class Fact>
void AddTransfer(const v1::KeptFact& kept, PaymentTrail& trail) {
    const auto fact = Parse<Fact>(kept);
    const auto id = ReadId<core::TransferId>(fact.transfer_id());
    const auto debtor = ReadId<core::AccountId>(fact.debtor_account_id());
    const auto creditor = ReadId<core::AccountId>(fact.creditor_account_id());
    const auto amount = ReadMoney(fact.amount());
    TrailTransfer transfer{.transfer_id = id,
                           .debtor = debtor,
                           .creditor = creditor,
                           .amount = amount,
                           .at = At(kept)};
    if constexpr (requires { fact.window_number(); }) transfer.window_number = fact.window_number();
    transfer.is_return = kept.kind() == static_cast<std::int32_t>(FactKind::kTransferReturned);
    trail.transfers.push_back(std::move(transfer));
}

TrailRail& RailOf(PaymentTrail& trail) {
    if (!trail.rail) trail.rail.emplace();
    return *trail.rail;
}

void AddSubmission(const v1::KeptFact& kept, PaymentTrail& trail) {
    const auto fact = Parse<ledger::RailTransferSubmitted>(kept);
    auto& rail = RailOf(trail);
    rail.state = RailState::kSubmitted;
    rail.rail = fact.transfer().rail();
    rail.rule = fact.rule();
    rail.left_out = {fact.left_out().begin(), fact.left_out().end()};
    rail.attempts = std::max(rail.attempts, fact.attempt());
    rail.message_id = fact.message_id();
    rail.uetr = fact.uetr();
    if (!rail.submitted_at) rail.submitted_at = At(kept);
}

template <class Fact>
void AddAnswer(const v1::KeptFact& kept, RailState state, PaymentTrail& trail) {
    const auto fact = Parse<Fact>(kept);
    auto& rail = RailOf(trail);
    rail.state = state;
    rail.answered_at = At(kept);
    if (!fact.transfer().rail().empty()) rail.rail = fact.transfer().rail();
    if constexpr (requires { fact.reason(); }) rail.reason = ReadReason(fact.reason());
    if constexpr (requires { fact.return_id(); }) rail.return_ids.push_back(fact.return_id());
}

void AddOfPayment(FactKind kind, const v1::KeptFact& kept, PaymentTrail& trail) {
    switch (kind) {
        case FactKind::kAuthorised:
            return AddDecision<pay::PaymentAuthorised>(kept, DecisionOutcome::kAuthorised,
                                                       PaymentState::kAuthorised, trail);
        case FactKind::kDeclined:
            return AddDecision<pay::PaymentDeclined>(kept, DecisionOutcome::kDeclined,
                                                     PaymentState::kDeclined, trail);
        case FactKind::kHeldForReview:
            return AddDecision<pay::PaymentHeldForReview>(kept, DecisionOutcome::kInReview,
                                                          PaymentState::kInReview, trail);
        case FactKind::kCaptureRequested:
            return Enter(PaymentState::kCaptureRequested, kept, trail);
        case FactKind::kCancelled: return Enter(PaymentState::kCancelled, kept, trail);
        case FactKind::kSubmitted: return Enter(PaymentState::kAtRail, kept, trail);
        case FactKind::kSettled: return Enter(PaymentState::kSettled, kept, trail);
        case FactKind::kFailed: return Enter(PaymentState::kFailed, kept, trail);
        case FactKind::kReturned: return Enter(PaymentState::kReturned, kept, trail);
        case FactKind::kExpired: return Enter(PaymentState::kExpired, kept, trail);
        default: return;
    }
}

void AddOfSettlement(FactKind kind, const v1::KeptFact& kept, PaymentTrail& trail) {
    switch (kind) {
        case FactKind::kTransferPosted: return AddTransfer<ledger::TransferPosted>(kept, trail);
        case FactKind::kTransferReturned: return AddTransfer<ledger::TransferReturned>(kept, trail);
        case FactKind::kRailSubmitted: return AddSubmission(kept, trail);
        case FactKind::kRailAccepted:
            return AddAnswer<ledger::RailTransferAccepted>(kept, RailState::kAccepted, trail);
        case FactKind::kRailRejected:
            return AddAnswer<ledger::RailTransferRejected>(kept, RailState::kRejected, trail);
        case FactKind::kRailUnknown:
            return AddAnswer<ledger::RailTransferUnknown>(kept, RailState::kUnknown, trail);
        case FactKind::kRailReturned:
            return AddAnswer<ledger::RailTransferReturned>(kept, RailState::kReturned, trail);
        case FactKind::kRailRecallRequested: RailOf(trail).recall_requested = true; return;
        case FactKind::kRailConflictOpened:
            return RailOf(trail).conflict_ids.push_back(
                Parse<ledger::RailConflictOpened>(kept).conflict_id());
        default: return;
    }
}

}  // namespace

void Add(const v1::KeptFact& fact, PaymentTrail& trail) {
    const auto kind = static_cast<FactKind>(fact.kind());
    AddOfPayment(kind, fact, trail);
    AddOfSettlement(kind, fact, trail);
}

}  // namespace clearway::reconciliation
