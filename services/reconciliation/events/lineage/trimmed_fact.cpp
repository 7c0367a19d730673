// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/lineage/trimmed_fact.h"

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::reconciliation {
namespace {

namespace pay = payment::v1;
namespace ledger = settlement::v1;
using events::ReceivedEvent;
using Trimmed = std::optional<TrimmedFact>;

// The terms are in every fact of a payment: those of its decisions are kept.
template <class Fact>
Trimmed Decision(const ReceivedEvent& event, FactKind kind) {
    Fact fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    auto& terms = *fact.mutable_terms();
    TrimmedFact trimmed{.kind = kind, .payment_id = terms.payment_id(), .payload = {}};
    terms.clear_payment_id();
    terms.clear_hold_id();
    terms.clear_device_id();
    terms.clear_terminal_id();
    fact.mutable_evidence()->clear_fraud_contributions();
    trimmed.payload = fact.SerializeAsString();
    return trimmed;
}

template <class Fact>
Trimmed Step(const ReceivedEvent& event, FactKind kind) {
    Fact fact;
    if (!event.ReadAs(fact)) return std::nullopt;
    TrimmedFact trimmed{.kind = kind, .payment_id = fact.terms().payment_id(), .payload = {}};
    fact.clear_terms();
    trimmed.payload = fact.SerializeAsString();
    return trimmed;
}

template <class Fact>
Trimmed Transfer(const ReceivedEvent& event, FactKind kind) {
    Fact fact;
    if (!event.ReadAs(fact) || fact.payment_id().empty()) return std::nullopt;
    TrimmedFact trimmed{.kind = kind, .payment_id = fact.payment_id(), .payload = {}};
    if (kind == FactKind::kTransferPosted) trimmed.transfer_id = fact.transfer_id();
    fact.clear_payment_id();
    fact.clear_hold_id();
    trimmed.payload = fact.SerializeAsString();
    return trimmed;
}

template <class Fact>
Trimmed AtRail(const ReceivedEvent& event, FactKind kind) {
    Fact fact;
    if (!event.ReadAs(fact) || fact.transfer().payment_id().empty()) return std::nullopt;
    TrimmedFact trimmed{.kind = kind, .payment_id = fact.transfer().payment_id(), .payload = {}};
    const std::string rail = fact.transfer().rail();
    fact.clear_transfer();
    fact.mutable_transfer()->set_rail(rail);
    trimmed.payload = fact.SerializeAsString();
    return trimmed;
}

Trimmed TrimOfPayment(const ReceivedEvent& event) {
    if (auto fact = Decision<pay::PaymentAuthorised>(event, FactKind::kAuthorised)) return fact;
    if (auto fact = Step<pay::PaymentSettled>(event, FactKind::kSettled)) return fact;
    if (auto fact = Decision<pay::PaymentDeclined>(event, FactKind::kDeclined)) return fact;
    if (auto fact = Decision<pay::PaymentHeldForReview>(event, FactKind::kHeldForReview))
        return fact;
    if (auto fact = Step<pay::PaymentCaptureRequested>(event, FactKind::kCaptureRequested))
        return fact;
    if (auto fact = Step<pay::PaymentCancelled>(event, FactKind::kCancelled)) return fact;
    if (auto fact = Step<pay::PaymentSubmitted>(event, FactKind::kSubmitted)) return fact;
    if (auto fact = Step<pay::PaymentFailed>(event, FactKind::kFailed)) return fact;
    if (auto fact = Step<pay::PaymentReturned>(event, FactKind::kReturned)) return fact;
    return Step<pay::PaymentExpired>(event, FactKind::kExpired);
}

Trimmed TrimOfSettlement(const ReceivedEvent& event) {
    if (auto fact = Transfer<ledger::TransferPosted>(event, FactKind::kTransferPosted)) return fact;
    if (auto fact = Transfer<ledger::TransferReturned>(event, FactKind::kTransferReturned))
        return fact;
    if (auto fact = AtRail<ledger::RailTransferSubmitted>(event, FactKind::kRailSubmitted))
        return fact;
    if (auto fact = AtRail<ledger::RailTransferAccepted>(event, FactKind::kRailAccepted))
        return fact;
    if (auto fact = AtRail<ledger::RailTransferRejected>(event, FactKind::kRailRejected))
        return fact;
    if (auto fact = AtRail<ledger::RailTransferUnknown>(event, FactKind::kRailUnknown)) return fact;
    if (auto fact = AtRail<ledger::RailTransferReturned>(event, FactKind::kRailReturned))
        return fact;
    if (auto fact = AtRail<ledger::RailRecallRequested>(event, FactKind::kRailRecallRequested))
        return fact;
    return AtRail<ledger::RailConflictOpened>(event, FactKind::kRailConflictOpened);
}

}  // namespace

Trimmed Trim(const ReceivedEvent& event) {
    if (event.type.starts_with("clearway.payment.")) return TrimOfPayment(event);
    return TrimOfSettlement(event);
}

}  // namespace clearway::reconciliation
