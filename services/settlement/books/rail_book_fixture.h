// SPDX-License-Identifier: Apache-2.0
// The book of payments at rails over a real database, for tests. Not linked by the service.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "events/event_store.h"
#include "events/outbox.h"
#include "services/settlement/app.h"
#include "services/settlement/books/rail_book.h"
#include "services/settlement/books/rail_reader.h"
#include "services/settlement/rails/routing_file.h"
#include "services/settlement/test_clock_fixture.h"
#include "testing/test_database.h"

namespace clearway::settlement::testing {

inline constexpr char kRoutingForTests[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "instant", "kind": "instant", "cost": {"EUR": 20}, "answer_within_ms": 10000,
             "enquire_after_ms": 5000, "enquiries_before_person": 3}],
  "rules": [{"id": "all", "rails": ["instant"]}]
})";

class RailBookFixture : public ::testing::Test {
protected:
    explicit RailBookFixture(const char* routing = kRoutingForTests)
        : booked_table(*rails::ReadRoutingFile(routing).table) {}

    using Kind = rails::Verdict::Kind;

    static core::PaymentId Payment(const std::string& name) {
        return core::DerivePaymentId("acme", name);
    }
    static rails::RailTransferId IdOf(const std::string& name) {
        return rails::DeriveRailTransferId(Payment(name));
    }
    static OpenRailTransfer OrderOf(const std::string& name) {
        return {.order = {.payment = Payment(name),
                          .partner_id = "acme",
                          .debtor = core::DeriveAccountId("acme", "debtor"),
                          .amount = core::Money(*core::Currency::Parse("EUR"), 12'34),
                          .creditor_country = "FR"}};
    }
    static RailMessageRecord MessageOf(const std::string& name, bool outgoing = true) {
        return {.rail = "instant",
                .outgoing = outgoing,
                .message_id = name,
                .type = "pacs.008.001.08",
                .digest = std::string(32, 'd')};
    }
    static rails::BeginSubmission Begin(char digest = 'd') {
        return {.route = {"instant", "routing/1#all"}, .message_digest = std::string(32, digest)};
    }

    core::Result<RailReply> Do(RailBook& with, RailCommand command) {
        return async::BlockOn(runtime.GetExecutor(), with.Submit(std::move(command)));
    }
    core::Result<RailReply> Do(RailCommand command) { return Do(book, std::move(command)); }
    rails::Effect Step(const std::string& name, rails::Event event) {
        const auto reply = Do(RailStep{.id = IdOf(name), .event = std::move(event)});
        EXPECT_TRUE(reply);
        return reply ? reply->effect : rails::Effect::kRefused;
    }
    rails::Effect Receive(std::int64_t after, std::vector<rails::Statement> statements) {
        const auto reply = Do(ReceiveFromRail{.rail = "instant",
                                              .after = after,
                                              .up_to = after + std::ssize(statements),
                                              .statements = std::move(statements)});
        EXPECT_TRUE(reply);
        return reply ? reply->effect : rails::Effect::kRefused;
    }
    static rails::Statement Say(const std::string& name, Kind kind, const std::string& message) {
        return {.payment = Payment(name),
                .verdict = {.kind = kind, .message_id = message, .reason = {"AC04", "closed"}}};
    }

    std::string Query(const std::string& statement) {
        postgres::Connection connection(database.Url());
        postgres::Transaction transaction(connection.Get());
        const auto rows = transaction.exec(statement);
        transaction.commit();
        return rows.empty() || rows[0][0].is_null() ? "" : std::string(rows[0][0].c_str());
    }
    // Names of the facts of a transfer, in their order, without the package.
    std::string FactsOf(const rails::RailTransferId& id) {
        postgres::Connection connection(database.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector<core::Uuid> streams{id.value};
        const auto facts = events::LoadStreams(transaction, streams);
        EXPECT_EQ(events::FirstBrokenLink(facts), 0);
        std::string names;
        for (const auto& fact : facts)
            names += (names.empty() ? "" : " ") + fact.type.substr(fact.type.rfind('.') + 1);
        return names;
    }
    std::vector<rails::RailTransfer> Due() {
        return *async::BlockOn(runtime.GetExecutor(), reader.EarliestDue(10));
    }

    const rails::RoutingTable booked_table;
    TestClock clock;
    clearway::testing::TestDatabase database{"settlement", Migrations()};
    async::Runtime runtime{2};
    postgres::ReadPool readers{database.Url(), 1};
    events::Outbox outbox{{.service = "rails-test",
                           .instance = "rails-test-0",
                           .database_url = database.Url(),
                           .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    // Of the book's writer; read after its reply.
    std::vector<core::Timestamp> noticed, cut_offs_noticed;
    RailBook book{{.database_url = database.Url(),
                   .table = booked_table,
                   .due = [this](core::Timestamp at) { noticed.push_back(at); },
                   .cut_off = [this](core::Timestamp at) { cut_offs_noticed.push_back(at); }},
                  outbox,
                  clock,
                  runtime.GetExecutor()};
    StoredRailReader reader{readers};
};

}  // namespace clearway::settlement::testing
