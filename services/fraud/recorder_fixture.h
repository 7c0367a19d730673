// SPDX-License-Identifier: Apache-2.0
// For tests of the recorder: a database, and payment facts as they arrive.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "async/runtime.h"
#include "clearway/fraud/v1/fraud_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "events/event_store.h"
#include "services/fraud/app.h"
#include "services/fraud/recorder.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "services/fraud/store/feature_log.h"
#include "testing/test_database.h"

namespace clearway::fraud {

inline constexpr char kPayer[] = "6f1f6ad0-0000-5000-8000-00000000000a";
inline constexpr char kPayee[] = "6f1f6ad0-0000-5000-8000-00000000000b";
inline const auto kTime = *core::ParseRfc3339("2026-03-01T12:00:00Z");

inline core::PaymentId PaymentNo(int number) {
    return core::PaymentId(EntityKeyOf("payment " + std::to_string(number)));
}

inline void FillTerms(payment::v1::PaymentTerms& terms, int number) {
    terms.set_payment_id(PaymentNo(number).ToString());
    terms.set_partner_id("acme");
    terms.mutable_debtor()->set_account_id(kPayer);
    terms.mutable_creditor()->set_party_token(kPayee);
    terms.mutable_amount()->set_currency("EUR");
    terms.mutable_amount()->set_minor_units(1'000);
    terms.mutable_created_at()->set_seconds(core::ToMicros(kTime) / 1'000'000);
}

template <class Fact>
events::ReceivedEvent Receive(const Fact& fact, std::int64_t offset, std::int64_t sequence) {
    events::ReceivedEvent event;
    event.topic = "clearway.payment.events.v1";
    event.offset = offset;
    event.lane = 1;
    event.lane_sequence = sequence;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.occurred_at = kTime;
    return event;
}

inline events::ReceivedEvent Authorised(int number, std::int64_t offset, std::int64_t sequence) {
    payment::v1::PaymentAuthorised fact;
    FillTerms(*fact.mutable_terms(), number);
    fact.mutable_evidence()->set_fraud_score(80);
    fact.mutable_evidence()->set_fraud_policy_version("baseline/1");
    return Receive(fact, offset, sequence);
}

class RecorderTest : public ::testing::Test {
protected:
    RecorderTest() {
        postgres::CreatePartitionsAhead(
            database_.Url(), std::vector<postgres::PartitionedTable>{FeatureLogPartitions()},
            core::SystemClock().Now());
    }
    std::vector<events::StoredEvent> FactsOf(const core::Uuid& stream) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        return events::LoadStreams(transaction, std::vector<core::Uuid>{stream});
    }
    std::vector<events::StoredEvent> Evidence(int number) {
        return FactsOf(AssessmentStream(PaymentNo(number)));
    }
    // How many payments of the payer the windows know: the next attempt sees itself too.
    bool NextIsDeclined(int number) {
        const Attempt next{.payment_id = PaymentNo(number),
                           .payer = *core::Uuid::Parse(kPayer),
                           .payee = EntityKeyOf("someone"),
                           .device = std::nullopt,
                           .amount = core::Money(*core::Currency::Parse("EUR"), 1),
                           .created_at = kTime};
        return assessor_.Assess(next).outcome == Outcome::kDecline;
    }

    testing::TestDatabase database_{"fraud", Migrations()};
    PartyLists lists_;
    PaymentAssessor assessor_{FeatureEngine(FeatureTable::Default(), 100), RulesAlone(), lists_,
                              1'000};
    StoredFeatureLog log_{database_.Url()};
    LogFollower features_{log_, 0,
                          [this](std::span<const LogEntry> entries) { assessor_.Learn(entries); }};
    async::Runtime runtime_{1};
    events::Outbox outbox_{{.service = "fraud-recorder-test",
                            .instance = "fraud-0",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    Recorder recorder_{database_.Url(), outbox_, assessor_, features_, runtime_.GetExecutor()};
};

}  // namespace clearway::fraud
