// SPDX-License-Identifier: Apache-2.0
// The payment store with a real PostgreSQL and Kafka.
#include <gtest/gtest.h>

#include <future>

#include "clearway/payment/v1/payment_events.pb.h"
#include "events/event_store.h"
#include "postgres/row.h"
#include "services/payment/domain/payment_state.h"
#include "services/payment/store/own_event_log.h"
#include "services/payment/store/payment_batch.h"
#include "services/payment/store/payment_rows.h"
#include "services/payment/store/payment_store_fixture.h"
#include "services/payment/usecase/peers_test_support.h"

namespace clearway::payment {
namespace {

Terms PlainOrder(const std::string& key, std::int64_t micros) {
    Terms terms{.payment_id = core::DerivePaymentId("acme", key),
                .partner_id = "acme",
                .debtor = core::DeriveAccountId("acme", "a"),
                .creditor = {},
                .amount = Euro(1000),
                .automatic_capture = false};
    terms.external_creditor = {.name = core::Sensitive<std::string>("Zo\xC3\xAB \"Q\" O'Neil\\"),
                               .country = "DE",
                               .iban = core::Sensitive<std::string>("DE89370400440532013000"),
                               .bic = "DEUTDEFF"};
    terms.end_to_end_id = "e2e";
    terms.remittance_information = core::Sensitive<std::string>("rent\tmay");
    terms.device_id = "device";
    terms.terminal_id = "terminal";
    terms.created_at = core::FromMicros(micros);
    return terms;
}

class PaymentStoreTest : public PaymentStoreFixture {
protected:
    Terms Order(const std::string& key, std::int64_t micros = 1'000'000) {
        return Sealed(PlainOrder(key, micros));
    }
    Result<Outcome> Apply(Command command) { return Wait(store_.Apply(std::move(command))); }
    Payment Find(const std::string& key) { return **Wait(store_.Find(Order(key).payment_id)); }
    std::int64_t Count(const std::string& table) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsInt(transaction.exec1("SELECT count(*) FROM " + table)[0]);
    }
};

TEST_F(PaymentStoreTest, EveryFieldOfAPaymentComesBack) {
    const Evidence evidence{.fraud_score = 12,
                            .fraud_policy_version = "p1",
                            .fraud_reasons = {},
                            .screening_outcome = "unavailable",
                            .screening_list_version = "",
                            .screening_case_id = "",
                            .degradations = {"screening_unavailable", "x"}};
    const HeldForReview held{evidence, {{"RR04", "Regulatory review."}, {"FRAD", "Held."}}};
    ASSERT_TRUE(Apply(Create{Order("k"), held, "00-trace"}));
    const auto found = Find("k");
    const auto terms = Order("k");
    EXPECT_EQ(found.terms.fingerprint, terms.fingerprint);
    const auto reread = *Wait(personal_.Identify(found.terms));
    EXPECT_EQ(reread.fingerprint, terms.fingerprint);  // of every field
    EXPECT_EQ(reread.sealed.person, terms.sealed.person);
    EXPECT_EQ(found.terms.created_at, terms.created_at);
    EXPECT_EQ(found.status, Status::kInReview);
    EXPECT_EQ(found.reasons, held.reasons);
    EXPECT_EQ(found.degradations, evidence.degradations);
    EXPECT_EQ(found.version, 1);
}

TEST_F(PaymentStoreTest, TheFirstFactAloneTellsWhatBroughtTheOrder) {
    auto terms = Order("k");
    terms.request.request_id = "req-1";
    ASSERT_TRUE(Apply(Create{terms, Authorised{}, {}}));
    const Capture capture{terms.payment_id,    "acme", core::Uuid::Random(), Euro(400),
                          core::FromMicros(2), {}};
    ASSERT_TRUE(Apply(capture));
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    const std::vector streams{terms.payment_id.value};
    const auto facts = events::LoadStreams(transaction, streams);
    ASSERT_EQ(facts.size(), 2U);
    v1::PaymentAuthorised first;
    ASSERT_TRUE(first.ParseFromString(facts[0].payload));
    EXPECT_EQ(first.terms().request().request_id(), "req-1");
    v1::PaymentCaptureRequested second;
    ASSERT_TRUE(second.ParseFromString(facts[1].payload));
    EXPECT_FALSE(second.terms().has_request());
}

TEST_F(PaymentStoreTest, TheSameOrderRacedIsStoredOnceAndAnsweredAlike) {
    std::vector<std::future<Result<Outcome>>> answers;
    for (int i = 0; i < 64; ++i)
        answers.push_back(std::async(std::launch::async, [&] {
            return Apply(Create{Order("raced"), Authorised{}, {}});
        }));
    int created = 0;
    for (auto& answer : answers) {
        const auto outcome = answer.get();
        ASSERT_TRUE(outcome);
        EXPECT_EQ(outcome->payment.status, Status::kAuthorised);
        if (!outcome->replayed) ++created;
    }
    EXPECT_EQ(created, 1);
    EXPECT_EQ(Count("payments"), 1);
    EXPECT_EQ(Count("events"), 1);
}

TEST_F(PaymentStoreTest, ARepeatedOrderIsAnsweredAsTheFirstTimeThoughItIsSettledNow) {
    ASSERT_TRUE(Apply(Create{Order("k"), Authorised{}, {}}));
    const auto id = Order("k").payment_id;
    const auto key = core::Uuid::Derive(id.value, "capture");
    const Capture capture{id, "acme", key, Euro(400), core::FromMicros(2), {}};
    ASSERT_TRUE(Apply(capture));
    ASSERT_TRUE(Apply(LedgerNews{id, Settled{Euro(400), {}}, core::FromMicros(3), {}}));
    EXPECT_EQ(Find("k").status, Status::kSettled);
    const auto again = Apply(Create{Order("k"), Authorised{}, {}});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(again->payment.status, Status::kAuthorised);
    EXPECT_FALSE(again->payment.captured);
    const auto captured = Apply(capture);
    ASSERT_TRUE(captured);
    EXPECT_TRUE(captured->replayed);
    EXPECT_EQ(captured->payment.status, Status::kProcessing);
    auto other = Order("k");
    other.device_id = "other";
    other.fingerprint = HashForTests("another order");
    EXPECT_EQ(Apply(Create{other, Authorised{}, {}}).error().code,
              ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(Count("events"), 3);
}

TEST_F(PaymentStoreTest, ARepeatInTheBatchThatChangesThePaymentIsAnsweredAsTheFirstTime) {
    // The payment is new in the batch; it is stored; its capture is stored, too.
    for (const std::size_t stored : {0U, 1U, 2U}) {
        const auto order = Order("k" + std::to_string(stored));
        const auto id = order.payment_id;
        const Create create{order, Authorised{}, {}};
        const auto key = core::Uuid::Derive(id.value, "capture");
        const Capture capture{id, "acme", key, Euro(400), core::FromMicros(2), {}};
        const LedgerNews news{id, Settled{Euro(400), {}}, core::FromMicros(3), {}};
        const std::vector<Command> commands{create, capture, news, create, capture};
        for (std::size_t i = 0; i < stored; ++i) ASSERT_TRUE(Apply(commands[i]));
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        const FactCodec codec{.encode = EncodeFact, .decode = DecodeFact};
        events::EventSink sink;
        RememberedPayments none(1);
        const auto outcomes =
            PaymentBatch(transaction, codec, none).Apply(std::span(commands).subspan(stored), sink);
        const auto& created = *outcomes.at(outcomes.size() - 2);
        const auto& captured = *outcomes.back();
        EXPECT_TRUE(created.replayed && captured.replayed) << stored;
        EXPECT_EQ(created.payment.status, Status::kAuthorised) << stored;
        EXPECT_EQ(captured.payment.status, Status::kProcessing) << stored;
        EXPECT_EQ(captured.payment.version, 2) << stored;
    }
}

TEST_F(PaymentStoreTest, CaptureAndCancelRacedLeaveOneWinner) {
    for (int round = 0; round < 20; ++round) {
        const auto key = "race" + std::to_string(round);
        ASSERT_TRUE(Apply(Create{Order(key), Authorised{}, {}}));
        const auto id = Order(key).payment_id;
        auto capture = std::async(std::launch::async, [&] {
            return Apply(Capture{id, "acme", core::Uuid::Random(), {}, core::FromMicros(2), {}});
        });
        auto cancel = std::async(std::launch::async, [&] {
            return Apply(Cancel{id, "acme", core::Uuid::Random(), core::FromMicros(2), {}});
        });
        const bool captured = capture.get().has_value();
        const bool cancelled = cancel.get().has_value();
        EXPECT_NE(captured, cancelled);
        EXPECT_EQ(Find(key).status, captured ? Status::kProcessing : Status::kCancelled);
    }
}

// Another process works on the same payments.
class TwoPaymentStoresTest : public PaymentStoreTest {
protected:
    Result<Outcome> ApplyElsewhere(Command command) {
        return Wait(other_.Apply(std::move(command)));
    }

    events::Outbox other_outbox_{{.service = "payment-other",
                                  .instance = "other",
                                  .database_url = database_.Url(),
                                  .kafka_brokers = testing::TestKafkaBrokers()}};
    PostgresPaymentStore other_{{.name = "other", .database_url = database_.Url()},
                                other_outbox_,
                                readers_,
                                {.encode = EncodeFact, .decode = DecodeFact},
                                vault_};
};

TEST_F(TwoPaymentStoresTest, WhatIsRememberedIsNotWrittenOverWhatAnotherProcessDid) {
    const auto id = Order("k").payment_id;
    ASSERT_TRUE(Apply(Create{Order("k"), Authorised{}, {}}));
    ASSERT_TRUE(ApplyElsewhere(Cancel{id, "acme", core::Uuid::Random(), core::FromMicros(2), {}}));
    EXPECT_FALSE(Apply(Capture{id, "acme", core::Uuid::Random(), {}, core::FromMicros(3), {}}));
    EXPECT_EQ(Find("k").status, Status::kCancelled);
    EXPECT_EQ(Count("events"), 2);
}

TEST_F(TwoPaymentStoresTest, ARefusalRestsOnTheRowNotOnWhatIsRemembered) {
    const auto id = Order("k").payment_id;
    ASSERT_TRUE(Apply(Create{Order("k"), HeldForReview{{}, {{"RR04", "x"}}}, {}}));
    ASSERT_TRUE(ApplyElsewhere(EndReview{id, Authorised{}, core::FromMicros(2), {}}));
    // In review, as this one remembers it, it could not be captured.
    EXPECT_TRUE(Apply(Capture{id, "acme", core::Uuid::Random(), {}, core::FromMicros(3), {}}));
    EXPECT_EQ(Find("k").status, Status::kProcessing);
}

TEST_F(TwoPaymentStoresTest, AnOrderThatAnotherProcessStoredIsAnsweredAsTheFirstTime) {
    ASSERT_TRUE(ApplyElsewhere(Create{Order("k"), Authorised{}, {}}));
    const auto again = Apply(Create{Order("k"), Declined{{}, {{"AM04", "x"}}}, {}});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(again->payment.status, Status::kAuthorised);
    EXPECT_EQ(Count("payments"), 1);
}

TEST_F(PaymentStoreTest, ARowIsUpdatedOnlyUnderItsKnownVersion) {
    ASSERT_TRUE(Apply(Create{Order("k"), Authorised{}, {}}));
    auto payment = Find("k");
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    payment.version = 3;
    const std::vector<Update> stale{{&payment, 2}};
    EXPECT_EQ(UpdatePayments(transaction, stale), 0U);
    const std::vector<Update> known{{&payment, 1}};
    EXPECT_EQ(UpdatePayments(transaction, known), 1U);
}

TEST_F(PaymentStoreTest, TheStateIsTheFoldOfTheStoredFactsAndTheChainHolds) {
    ASSERT_TRUE(Apply(Create{Order("k"), HeldForReview{{}, {{"RR04", "x"}}}, {}}));
    const auto id = Order("k").payment_id;
    ASSERT_TRUE(Apply(EndReview{id, Authorised{}, core::FromMicros(2), {}}));
    ASSERT_TRUE(Apply(Cancel{id, "acme", core::Uuid::Random(), core::FromMicros(3), {}}));
    ASSERT_TRUE(Apply(LedgerNews{id, Settled{Euro(1000), {}}, core::FromMicros(4), {}}));
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    const std::vector<core::Uuid> streams{id.value};
    const auto stored = events::LoadStreams(transaction, streams);
    ASSERT_EQ(stored.size(), 4U);
    EXPECT_EQ(events::FirstBrokenLink(stored), 0);
    EXPECT_EQ(stored.back().type, "clearway.payment.v1.PaymentContradicted");
    std::vector<Fact> facts;
    for (const auto& event : stored) facts.push_back(DecodeFact(event));
    const auto folded = AsOf(Find("k"), facts, 4);
    EXPECT_EQ(folded.status, Find("k").status);
    EXPECT_EQ(folded.version, Find("k").version);
    EXPECT_EQ(folded.status, Status::kCancelled);
}

TEST_F(PaymentStoreTest, ADecisionIsFoundWithWhatItRestedOn) {
    const auto id = Order("k").payment_id;
    const auto decided = [&] { return *Wait(store_.FindDecided(id)); };
    EXPECT_FALSE(decided());
    const Evidence held{.fraud_score = 600, .screening_outcome = kNotScreened};
    ASSERT_TRUE(Apply(Create{Order("k"), HeldForReview{held, {{"RR04", "x"}}}, {}}));
    EXPECT_EQ(decided()->payment.status, Status::kInReview);
    EXPECT_EQ(decided()->evidence.fraud_score, 600);
    EXPECT_EQ(decided()->evidence.screening_outcome, kNotScreened);
    const Evidence released{.fraud_score = 600, .screening_outcome = kScreenedClear};
    ASSERT_TRUE(Apply(EndReview{id, Authorised{released}, core::FromMicros(2), {}}));
    ASSERT_TRUE(Apply(Cancel{id, "acme", core::Uuid::Random(), core::FromMicros(3), {}}));
    EXPECT_EQ(decided()->payment.status, Status::kCancelled);
    EXPECT_EQ(decided()->evidence.screening_outcome, kScreenedClear);
}

TEST_F(PaymentStoreTest, EventsCarryNoNameIbanOrText) {
    ASSERT_TRUE(Apply(Create{Order("k"), Authorised{}, {}}));
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    for (const auto& row : transaction.exec("SELECT payload, summary FROM events")) {
        const auto text = postgres::AsBytes(row[0]) + postgres::AsText(row[1]);
        for (const auto secret : {"O'Neil", "DE8937", "rent"})
            EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    }
}

TEST_F(PaymentStoreTest, PagesAreNewestFirstAndHaveNoGapsWhenNewOnesCome) {
    for (int i = 0; i < 25; ++i)
        ASSERT_TRUE(Apply(Create{Order("k" + std::to_string(i), 1000 + i / 2), Authorised{}, {}}));
    std::vector<core::PaymentId> seen;
    PaymentFilter filter{.partner_id = "acme", .page_size = 10};
    for (int page = 0; page < 3; ++page) {
        const auto rows = *Wait(store_.List(filter));
        for (const auto& payment : rows) seen.push_back(payment.terms.payment_id);
        const auto& last = rows.back().terms;
        filter.after = core::PagePosition{last.created_at, last.payment_id.value};
        ASSERT_TRUE(
            Apply(Create{Order("new" + std::to_string(page), 9'000'000), Authorised{}, {}}));
    }
    EXPECT_EQ(seen.size(), 25U);
    EXPECT_EQ(std::set<core::PaymentId>(seen.begin(), seen.end()).size(), 25U);
    filter = {.partner_id = "globex", .page_size = 10};
    EXPECT_TRUE(Wait(store_.List(filter))->empty());
    filter = {.partner_id = "acme", .status = Status::kSettled, .page_size = 10};
    EXPECT_TRUE(Wait(store_.List(filter))->empty());
    filter = {.partner_id = "acme", .account = core::DeriveAccountId("acme", "a"), .page_size = 5};
    EXPECT_EQ(Wait(store_.List(filter))->size(), 5U);
}

TEST_F(PaymentStoreTest, CommandsSurviveALostConnection) {
    ASSERT_TRUE(Apply(Create{Order("a"), Authorised{}, {}}));
    database_.TerminateConnections();
    // At worst the caller hears that the outcome is unknown; the same command again converges.
    auto outcome = Apply(Create{Order("b"), Authorised{}, {}});
    if (!outcome) outcome = Apply(Create{Order("b"), Authorised{}, {}});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(Count("payments"), 2);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox_.Unpublished() == 0; }, 20'000));
}

}  // namespace
}  // namespace clearway::payment
