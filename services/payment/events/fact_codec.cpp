// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/fact_codec.h"

#include <stdexcept>

#include "clearway/payment/v1/payment_events.pb.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

namespace common = clearway::common::v1;

void Write(const core::Money& money, common::Money& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_minor_units(money.MinorUnits());
}

core::Money Read(const common::Money& money) {
    const auto currency = core::Currency::Parse(money.currency());
    if (!currency) throw std::runtime_error("an event has an unknown currency");
    return core::Money(*currency, money.minor_units());
}

template <class Repeated>
void Write(const std::vector<Reason>& reasons, Repeated* out) {
    for (const auto& reason : reasons) {
        auto* row = out->Add();
        row->set_code(reason.code);
        row->set_message(reason.message);
        row->set_iso_code(reason.iso_code);
    }
}

template <class Repeated>
std::vector<Reason> ReadReasons(const Repeated& rows) {
    std::vector<Reason> reasons;
    for (const auto& row : rows) reasons.push_back({row.code(), row.message(), row.iso_code()});
    return reasons;
}

void Write(const Terms& terms, v1::PaymentTerms& out) {
    out.set_payment_id(terms.payment_id.ToString());
    out.set_partner_id(terms.partner_id);
    out.mutable_debtor()->set_account_id(terms.debtor.ToString());
    if (terms.creditor) {
        out.mutable_creditor()->set_account_id(terms.creditor->ToString());
    } else {
        out.mutable_creditor()->set_party_token(terms.sealed.person.ToString());
        out.mutable_creditor()->set_country(terms.external_creditor.country);
    }
    Write(terms.amount, *out.mutable_amount());
    out.set_automatic_capture(terms.automatic_capture);
    out.set_device_id(terms.device_id);
    out.set_terminal_id(terms.terminal_id);
    out.set_end_to_end_id(terms.end_to_end_id);
    if (!terms.payment_file.IsNil()) out.set_payment_file_id(terms.payment_file.ToString());
    *out.mutable_created_at() = rpc::ToTimestamp(terms.created_at);
    out.set_hold_id(core::DeriveHoldId(terms.payment_id).ToString());
}

void Write(const OrderRequest& request, v1::OrderRequest& out) {
    out.set_request_id(request.request_id);
    out.set_file_position(request.file_position);
}

void Write(const Evidence& evidence, v1::DecisionEvidence& out) {
    out.set_fraud_score(evidence.fraud_score);
    out.set_fraud_policy_version(evidence.fraud_policy_version);
    out.set_fraud_model_version(evidence.fraud_model_version);
    Write(evidence.fraud_reasons, out.mutable_fraud_reasons());
    for (const auto& contribution : evidence.fraud_contributions) {
        auto* added = out.add_fraud_contributions();
        added->set_feature(contribution.feature);
        added->set_value(contribution.value);
        added->set_log_odds_millionths(contribution.log_odds_millionths);
    }
    out.set_screening_outcome(evidence.screening_outcome);
    out.set_screening_list_version(evidence.screening_list_version);
    out.set_screening_case_id(evidence.screening_case_id);
    for (const auto& degradation : evidence.degradations) out.add_degradations(degradation);
}

Evidence Read(const v1::DecisionEvidence& in) {
    Evidence evidence{.fraud_score = in.fraud_score(),
                      .fraud_policy_version = in.fraud_policy_version(),
                      .fraud_model_version = in.fraud_model_version(),
                      .fraud_reasons = ReadReasons(in.fraud_reasons()),
                      .screening_outcome = in.screening_outcome(),
                      .screening_list_version = in.screening_list_version(),
                      .screening_case_id = in.screening_case_id()};
    for (const auto& contribution : in.fraud_contributions())
        evidence.fraud_contributions.push_back(
            {contribution.feature(), contribution.value(), contribution.log_odds_millionths()});
    evidence.degradations.assign(in.degradations().begin(), in.degradations().end());
    return evidence;
}

// One overload a kind of fact: a new one does not compile until it is written down.
struct Encoder {
    const Fact& fact;
    const Terms& terms;

    template <class Message>
    events::NewEvent Event(Message& message) const {
        Write(terms, *message.mutable_terms());
        if (fact.version == 1) Write(terms.request, *message.mutable_terms()->mutable_request());
        auto event = events::MakeEvent(terms.payment_id.value, fact.version, message,
                                       fact.occurred_at, SummaryOf(fact.body));
        event.command_id = fact.command_id;
        event.traceparent = fact.traceparent;
        return event;
    }

    events::NewEvent operator()(const Authorised& body) const {
        v1::PaymentAuthorised message;
        Write(body.evidence, *message.mutable_evidence());
        return Event(message);
    }
    events::NewEvent operator()(const Declined& body) const {
        v1::PaymentDeclined message;
        Write(body.evidence, *message.mutable_evidence());
        Write(body.reasons, message.mutable_reasons());
        return Event(message);
    }
    events::NewEvent operator()(const HeldForReview& body) const {
        v1::PaymentHeldForReview message;
        Write(body.evidence, *message.mutable_evidence());
        Write(body.reasons, message.mutable_reasons());
        return Event(message);
    }
    events::NewEvent operator()(const CaptureRequested& body) const {
        v1::PaymentCaptureRequested message;
        Write(body.captured, *message.mutable_captured());
        return Event(message);
    }
    events::NewEvent operator()(const Cancelled& body) const {
        v1::PaymentCancelled message;
        Write(body.reasons, message.mutable_reasons());
        return Event(message);
    }
    events::NewEvent operator()(const Settled& body) const {
        v1::PaymentSettled message;
        Write(body.amount, *message.mutable_amount());
        message.set_transfer_id(body.transfer_id.ToString());
        return Event(message);
    }
    events::NewEvent operator()(const Failed& body) const {
        v1::PaymentFailed message;
        Write(body.reasons, message.mutable_reasons());
        return Event(message);
    }
    events::NewEvent operator()(const Submitted& body) const {
        v1::PaymentSubmitted message;
        message.set_rail(body.rail);
        return Event(message);
    }
    events::NewEvent operator()(const Returned& body) const {
        v1::PaymentReturned message;
        message.set_transfer_id(body.transfer_id.ToString());
        Write(body.reasons, message.mutable_reasons());
        return Event(message);
    }
    events::NewEvent operator()(const Expired&) const {
        v1::PaymentExpired message;
        return Event(message);
    }
    events::NewEvent operator()(const Contradicted& body) const {
        v1::PaymentContradicted message;
        message.set_input(body.input);
        message.set_detail(body.detail);
        return Event(message);
    }
};

core::TransferId ReadTransferId(const std::string& text) {
    return core::TransferId::Parse(text).value_or(core::TransferId());
}

template <class Message>
bool ReadAs(const events::StoredEvent& event, Message& message) {
    return event.type == message.GetTypeName() && message.ParseFromString(event.payload);
}

FactBody DecodeBody(const events::StoredEvent& event) {
    if (v1::PaymentAuthorised m; ReadAs(event, m)) return Authorised{Read(m.evidence())};
    if (v1::PaymentDeclined m; ReadAs(event, m))
        return Declined{Read(m.evidence()), ReadReasons(m.reasons())};
    if (v1::PaymentHeldForReview m; ReadAs(event, m))
        return HeldForReview{Read(m.evidence()), ReadReasons(m.reasons())};
    if (v1::PaymentCaptureRequested m; ReadAs(event, m))
        return CaptureRequested{Read(m.captured())};
    if (v1::PaymentCancelled m; ReadAs(event, m)) return Cancelled{ReadReasons(m.reasons())};
    if (v1::PaymentSettled m; ReadAs(event, m))
        return Settled{Read(m.amount()), ReadTransferId(m.transfer_id())};
    if (v1::PaymentFailed m; ReadAs(event, m)) return Failed{ReadReasons(m.reasons())};
    if (v1::PaymentSubmitted m; ReadAs(event, m)) return Submitted{m.rail()};
    if (v1::PaymentReturned m; ReadAs(event, m))
        return Returned{ReadTransferId(m.transfer_id()), ReadReasons(m.reasons())};
    if (v1::PaymentExpired m; ReadAs(event, m)) return Expired{};
    if (v1::PaymentContradicted m; ReadAs(event, m)) return Contradicted{m.input(), m.detail()};
    throw std::runtime_error("a stored event is not a fact of payment: " + event.type);
}

}  // namespace

events::NewEvent EncodeFact(const Fact& fact, const Terms& terms) {
    return std::visit(Encoder{fact, terms}, fact.body);
}

Fact DecodeFact(const events::StoredEvent& event) {
    return Fact{.payment_id = core::PaymentId(event.stream_id),
                .version = event.version,
                .occurred_at = event.occurred_at,
                .command_id = event.command_id,
                .traceparent = event.traceparent,
                .body = DecodeBody(event)};
}

}  // namespace clearway::payment
