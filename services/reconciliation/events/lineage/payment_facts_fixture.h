// SPDX-License-Identifier: Apache-2.0
// The facts of a payment to a party elsewhere, from its review to its return.
#pragma once

#include <string>
#include <vector>

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "core/ids.h"
#include "events/event_store.h"
#include "rpc/times.h"

namespace clearway::reconciliation {

class PaymentFacts {
public:
    explicit PaymentFacts(const std::string& key) : payment(core::DerivePaymentId("acme", key)) {}

    events::ReceivedEvent HeldForReview() {
        payment::v1::PaymentHeldForReview fact;
        Fill(fact, 1);
        fact.mutable_evidence()->set_screening_outcome("hit");
        fact.mutable_evidence()->set_fraud_score(412);
        auto& reason = *fact.add_reasons();
        reason.set_code("RR04");
        return Event(fact, payment.value, 1);
    }
    events::ReceivedEvent Authorised(int version = 1) {
        payment::v1::PaymentAuthorised fact;
        Fill(fact, version);
        fact.mutable_evidence()->set_screening_outcome("clear");
        fact.mutable_evidence()->set_fraud_policy_version("p/3");
        fact.mutable_evidence()->set_fraud_score(17);
        fact.mutable_evidence()->add_fraud_contributions()->set_feature("payer_count_1h");
        return Event(fact, payment.value, version);
    }
    events::ReceivedEvent Submitted(int version = 2) {
        payment::v1::PaymentSubmitted fact;
        Fill(fact, version);
        fact.set_rail("instant");
        return Event(fact, payment.value, version);
    }
    events::ReceivedEvent Settled(int version = 3) {
        payment::v1::PaymentSettled fact;
        Fill(fact, version);
        return Event(fact, payment.value, version);
    }
    events::ReceivedEvent AtRail() {
        settlement::v1::RailTransferSubmitted fact;
        Fill(fact);
        fact.set_rule("local/1#2");
        fact.add_left_out("batch");
        fact.set_attempt(1);
        fact.set_message_id("M1");
        fact.set_uetr("u-1");
        return Event(fact, rail_stream, 1);
    }
    events::ReceivedEvent Accepted() {
        settlement::v1::RailTransferAccepted fact;
        Fill(fact);
        return Event(fact, rail_stream, 2);
    }
    events::ReceivedEvent Posted() {
        settlement::v1::TransferPosted fact;
        fact.set_transfer_id(Transfer().ToString());
        fact.set_payment_id(payment.ToString());
        fact.set_debtor_account_id(debtor.ToString());
        fact.set_creditor_account_id(clearing.ToString());
        fact.mutable_amount()->set_currency("EUR");
        fact.mutable_amount()->set_minor_units(1234);
        fact.set_window_number(7);
        return Event(fact, core::DeriveHoldId(payment).value, 3);
    }
    core::TransferId Transfer() const { return core::DeriveTransferId(payment); }
    // All of a payment that went well.
    std::vector<events::ReceivedEvent> Whole() {
        return {Authorised(), AtRail(), Submitted(), Accepted(), Posted(), Settled()};
    }

    const core::PaymentId payment;
    const core::AccountId debtor = core::DeriveAccountId("acme", "a");
    const core::AccountId clearing = core::DeriveClearingAccountId("EUR");
    const core::Uuid rail_stream = core::Uuid::Derive(payment.value, "rail");

private:
    template <class Fact>
    requires requires(Fact fact) { fact.mutable_terms(); }
    void Fill(Fact& fact, int version) const {
        auto& terms = *fact.mutable_terms();
        terms.set_payment_id(payment.ToString());
        terms.set_partner_id("acme");
        terms.mutable_debtor()->set_account_id(debtor.ToString());
        terms.mutable_creditor()->set_country("NL");
        terms.mutable_amount()->set_currency("EUR");
        terms.mutable_amount()->set_minor_units(1234);
        terms.set_end_to_end_id("INV-1");
        terms.set_automatic_capture(true);
        terms.set_device_id("device");
        *terms.mutable_created_at() = rpc::ToTimestamp(start);
        if (version == 1) terms.mutable_request()->set_request_id("req-1");
    }
    template <class Fact>
    void Fill(Fact& fact) const {
        fact.mutable_transfer()->set_payment_id(payment.ToString());
        fact.mutable_transfer()->set_rail("instant");
    }
    template <class Fact>
    events::ReceivedEvent Event(const Fact& fact, const core::Uuid& stream, int version) {
        events::ReceivedEvent event;
        event.type = fact.GetTypeName();
        event.payload = fact.SerializeAsString();
        event.stream_id = stream;
        event.version = version;
        event.event_id = events::DeriveEventId(stream, version);
        event.occurred_at = start + std::chrono::seconds(version);
        event.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        return event;
    }
    static inline const auto start = *core::ParseRfc3339("2026-03-01T09:00:00Z");
};

}  // namespace clearway::reconciliation
