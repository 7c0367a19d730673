// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/lineage/trail_messages.h"

#include "rpc/times.h"

namespace clearway::reconciliation {
namespace {

// Numbers of the domain's enumerations are those of the proto.
static_assert(static_cast<int>(DecisionOutcome::kInReview) == v1::LINEAGE_OUTCOME_IN_REVIEW);
static_assert(static_cast<int>(RailState::kReturned) == v1::LINEAGE_RAIL_STATE_RETURNED);

void Write(const core::Money& money, common::v1::Amount& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_value(core::FormatDecimal(money));
}

void Write(const TrailReason& reason, common::v1::Reason& out) {
    out.set_code(reason.code);
    out.set_message(reason.message);
    out.set_iso_code(reason.iso_code);
}

void Write(const TrailDecision& decision, v1::LineageDecision& out) {
    out.set_outcome(static_cast<v1::LineageOutcome>(decision.outcome));
    for (const auto& reason : decision.reasons) Write(reason, *out.add_reasons());
    for (const auto& one : decision.degradations) out.add_degradations(one);
    *out.mutable_decided_at() = rpc::ToTimestamp(decision.at);
}

void Write(const TrailRequest& request, core::Timestamp received_at, v1::LineageRequest& out) {
    const bool of_file = !request.payment_file_id.empty();
    out.set_request_id(request.request_id);
    out.set_trace_id(request.trace_id);
    *out.mutable_received_at() = rpc::ToTimestamp(received_at);
    out.set_channel(of_file ? v1::LINEAGE_CHANNEL_FILE : v1::LINEAGE_CHANNEL_API);
    out.set_payment_file_id(request.payment_file_id);
    out.set_file_position(request.file_position);
}

void Write(const TrailRail& rail, v1::LineageRail& out) {
    out.set_rail(rail.rail);
    out.set_state(static_cast<v1::LineageRailState>(rail.state));
    out.set_message_id(rail.message_id);
    out.set_uetr(rail.uetr);
    if (rail.submitted_at) *out.mutable_submitted_at() = rpc::ToTimestamp(*rail.submitted_at);
    if (rail.answered_at) *out.mutable_answered_at() = rpc::ToTimestamp(*rail.answered_at);
    if (!rail.reason.code.empty()) Write(rail.reason, *out.mutable_reason());
}

void Write(const TrailTransfer& transfer, v1::LineageTransfer& out) {
    out.set_transfer_id(transfer.transfer_id.ToString());
    Write(transfer.amount, *out.mutable_amount());
    out.set_is_return(transfer.is_return);
    *out.mutable_posted_at() = rpc::ToTimestamp(transfer.at);
}

// As the payment's own representation writes its status.
std::string_view StatusOf(PaymentState state) {
    const bool on_its_way =
        state == PaymentState::kCaptureRequested || state == PaymentState::kAtRail;
    return on_its_way ? "processing" : NameOf(state);
}

void WriteRouting(const TrailRail& rail, v1::LineageRouting& out) {
    out.set_rule(rail.rule);
    for (const auto& one : rail.left_out) out.add_left_out(one);
    out.set_attempts(rail.attempts);
    for (const auto& one : rail.return_ids) out.add_return_ids(one);
    for (const auto& one : rail.conflict_ids) out.add_conflict_ids(one);
    out.set_recall_requested(rail.recall_requested);
}

void WriteEvidence(const TrailDecision& decision, v1::LineageEvidence& out) {
    Write(decision, *out.mutable_decision());
    out.set_fraud_score(decision.fraud_score);
    for (const auto& reason : decision.fraud_reasons) Write(reason, *out.add_fraud_reasons());
    out.set_fraud_policy_version(decision.fraud_policy_version);
    out.set_fraud_model_version(decision.fraud_model_version);
    out.set_screening_outcome(decision.screening_outcome);
    out.set_screening_list_version(decision.screening_list_version);
    out.set_screening_case_id(decision.screening_case_id);
}

}  // namespace

v1::PaymentLineage ToPartner(const PaymentTrail& trail) {
    v1::PaymentLineage out;
    out.set_payment_id(trail.payment_id.ToString());
    if (trail.order) {
        Write(trail.request, trail.order->created_at, *out.mutable_request());
        Write(trail.order->amount, *out.mutable_amount());
        out.set_end_to_end_id(trail.order->end_to_end_id);
    }
    if (trail.state) {
        out.set_status(std::string(StatusOf(*trail.state)));
        *out.mutable_status_at() = rpc::ToTimestamp(trail.state_at);
    }
    if (!trail.decisions.empty()) Write(trail.decisions.back(), *out.mutable_decision());
    if (trail.rail) Write(*trail.rail, *out.mutable_rail());
    for (const auto& transfer : trail.transfers) Write(transfer, *out.add_transfers());
    return out;
}

void AddEvidence(const PaymentTrail& trail, v1::PaymentTrail& out) {
    if (trail.order) {
        out.set_partner_id(trail.order->partner_id);
        out.set_debtor_account_id(trail.order->debtor.ToString());
        if (trail.order->creditor) out.set_creditor_account_id(trail.order->creditor->ToString());
    }
    for (const auto& decision : trail.decisions) WriteEvidence(decision, *out.add_decisions());
    if (trail.rail) WriteRouting(*trail.rail, *out.mutable_routing());
    for (const auto& transfer : trail.transfers) {
        auto& entry = *out.add_entries();
        entry.set_transfer_id(transfer.transfer_id.ToString());
        entry.set_debtor_account_id(transfer.debtor.ToString());
        entry.set_creditor_account_id(transfer.creditor.ToString());
        entry.set_window_number(transfer.window_number);
    }
}

}  // namespace clearway::reconciliation
