// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/book_keeper.h"

#include <gtest/gtest.h>

#include <future>

#include "async/runtime.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "events/event_store.h"
#include "postgres/row.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/domain/judge.h"
#include "services/reconciliation/events/outgoing.h"
#include "services/reconciliation/store/break_store.h"
#include "services/reconciliation/store/old_books_store.h"
#include "testing/test_database.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    core::Timestamp now = *core::ParseRfc3339("2026-03-01T12:00:00Z");
};

core::PaymentId PaymentNo(int number) {
    return core::DerivePaymentId("acme", std::to_string(number));
}

class BookKeeperTest : public ::testing::Test {
protected:
    template <class Fact>
    events::ReceivedEvent Receive(const std::string& service, const Fact& fact,
                                  const core::Uuid& stream, int version) {
        events::ReceivedEvent event;
        event.topic = events::TopicOf(service);
        event.offset = next_offset_++;
        event.lane = 1;
        event.lane_sequence = event.offset + 1;
        event.type = fact.GetTypeName();
        event.payload = fact.SerializeAsString();
        event.stream_id = stream;
        event.version = version;
        event.event_id = events::DeriveEventId(stream, version);
        return event;
    }
    template <class Fact>
    events::ReceivedEvent Payment(int number, int version) {
        Fact fact;
        auto& terms = *fact.mutable_terms();
        terms.set_payment_id(PaymentNo(number).ToString());
        terms.mutable_debtor()->set_account_id(core::DeriveAccountId("acme", "a").ToString());
        terms.mutable_creditor()->set_account_id(core::DeriveAccountId("acme", "b").ToString());
        terms.mutable_amount()->set_currency("EUR");
        terms.mutable_amount()->set_minor_units(100);
        terms.set_automatic_capture(true);
        return Receive("payment", fact, PaymentNo(number).value, version);
    }
    events::ReceivedEvent Transfer(int number, int version = 2) {
        settlement::v1::TransferPosted fact;
        fact.set_transfer_id(core::DeriveTransferId(PaymentNo(number)).ToString());
        fact.set_payment_id(PaymentNo(number).ToString());
        fact.set_debtor_account_id(core::DeriveAccountId("acme", "a").ToString());
        fact.set_creditor_account_id(core::DeriveAccountId("acme", "b").ToString());
        fact.mutable_amount()->set_currency("EUR");
        fact.mutable_amount()->set_minor_units(100);
        return Receive("settlement", fact, core::DeriveHoldId(PaymentNo(number)).value, version);
    }
    RunOutcome Reconcile() {
        auto task = run_.Run(0s, std::chrono::system_clock::now() + 60s, {});
        return *async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    BreakPage List(bool include_closed, int size, const std::string& token = "") {
        auto task = ListBreaks(breaks_, {include_closed, size, token});
        return *async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    std::vector<std::string> Stream(int number) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector<core::Uuid> ids{ReconciliationStream(PaymentNo(number))};
        std::vector<std::string> summaries;
        const auto stream = events::LoadStreams(transaction, ids);
        EXPECT_EQ(events::FirstBrokenLink(stream), 0);
        for (const auto& event : stream) summaries.push_back(event.summary);
        return summaries;
    }

    // How many payments the books let go of, of all that there are.
    std::int64_t LetGo() {
        OldBooksStore books(database_.Url());
        return books.LetGo(core::PaymentId(), clock_.now - 400 * 24h, 1'000).let_go;
    }
    std::string Text(const std::string& sql) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsText(transaction.exec1(sql)[0]);
    }
    void Settle(int number) {
        keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(number, 1), Transfer(number)});
    }

    testing::TestDatabase database_{"reconciliation", Migrations()};
    FixedClock clock_;
    async::Runtime runtime_{2};
    postgres::ReadPool readers_{database_.Url(), 1};
    events::Outbox outbox_{{.service = "reconciliation-keeper-test",
                            .instance = "reconciliation-0",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    BookKeeper keeper_{database_.Url(), outbox_, clock_, runtime_.GetExecutor()};
    ReconciliationRun run_{keeper_, 60s};
    BreakStore breaks_{readers_};
    std::int64_t next_offset_ = 0;
};

TEST_F(BookKeeperTest, ProvesAPaymentWhicheverSideIsHeardFirst) {
    keeper_.OnEvents({Transfer(1)});
    EXPECT_EQ(Reconcile().totals.in_flight, 1);
    keeper_.OnEvents({Payment<payment::v1::PaymentAuthorised>(1, 1),
                      Payment<payment::v1::PaymentSettled>(1, 2),
                      Payment<payment::v1::PaymentAuthorised>(2, 1)});
    EXPECT_EQ(Reconcile().totals.matched, 1);
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(2, 2)});
    keeper_.OnEvents({Transfer(2)});
    const auto outcome = Reconcile();
    EXPECT_EQ(outcome.totals.matched, 2);
    EXPECT_EQ(outcome.totals.in_flight, 0);
    EXPECT_EQ(outcome.totals.breaks_open, 0);
    EXPECT_EQ(Stream(1), std::vector<std::string>{"payment and ledger agree"});
    EXPECT_EQ(Stream(2), std::vector<std::string>{"payment and ledger agree"});
}

TEST_F(BookKeeperTest, KnowsThatAPaymentWaitsForItsRail) {
    settlement::v1::HoldCommitted committed;
    committed.set_payment_id(PaymentNo(1).ToString());
    const auto promise =
        Receive("settlement", committed, core::DeriveHoldId(PaymentNo(1)).value, 2);
    keeper_.OnEvents({promise});
    keeper_.OnEvents({Payment<payment::v1::PaymentAuthorised>(1, 1),
                      Payment<payment::v1::PaymentAuthorised>(2, 1)});
    keeper_.OnEvents({promise});
    clock_.now += 1h;
    EXPECT_EQ(Reconcile().breaks_new, 1);  // of the other one, that is promised to nobody
    EXPECT_TRUE(Stream(1).empty());
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(1, 2), Transfer(1, 3)});
    EXPECT_EQ(Stream(1), std::vector<std::string>{"payment and ledger agree"});
}

// A refusal that the payment never hears of, and a rail that is never asked.
TEST_F(BookKeeperTest, WaitsForNoRailForEver) {
    for (const int number : {1, 2}) {
        settlement::v1::HoldCommitted committed;
        committed.set_payment_id(PaymentNo(number).ToString());
        keeper_.OnEvents(
            {Payment<payment::v1::PaymentAuthorised>(number, 1),
             Receive("settlement", committed, core::DeriveHoldId(PaymentNo(number)).value, 2)});
    }
    settlement::v1::TransferRefused refused;
    refused.set_payment_id(PaymentNo(1).ToString());
    keeper_.OnEvents({Receive("settlement", refused, core::DeriveHoldId(PaymentNo(1)).value, 3)});
    EXPECT_EQ(Reconcile().breaks_new, 0);
    clock_.now += 1h;
    EXPECT_EQ(Reconcile().breaks_new, 1);
    clock_.now += kRailWaitMax;
    EXPECT_EQ(Reconcile().breaks_new, 1);
}

TEST_F(BookKeeperTest, CountsATransferThatIsDeliveredTwiceOnce) {
    const auto transfer = Transfer(1);
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(1, 1)});
    keeper_.OnEvents({transfer});
    keeper_.OnEvents({transfer});
    auto published_again = transfer;
    published_again.offset = next_offset_++;
    keeper_.OnEvents({published_again});
    auto from_another_lane = published_again;
    from_another_lane.offset = next_offset_++;
    from_another_lane.lane = 2;
    keeper_.OnEvents({from_another_lane});
    EXPECT_EQ(Reconcile().totals.matched, 1);
    keeper_.OnEvents({Transfer(1, 3)});  // another fact: money moved again
    EXPECT_EQ(Reconcile().totals.breaks_open, 1);
    EXPECT_EQ(List(false, 10).breaks[0].reason, BreakReason::kMovedTwice);
    EXPECT_EQ(List(false, 10).breaks[0].actual->MinorUnits(), 200);
}

TEST_F(BookKeeperTest, TellsTheStoryOfABreakInThePaymentsStream) {
    keeper_.OnEvents({Payment<payment::v1::PaymentAuthorised>(1, 1)});
    clock_.now += 61s;
    EXPECT_EQ(Reconcile().breaks_new, 1);
    EXPECT_EQ(Reconcile().payments_checked, 0);
    keeper_.OnEvents({Transfer(1)});
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(1, 2)});
    EXPECT_EQ(Reconcile().totals.breaks_open, 0);
    const std::vector<std::string> story{"break detected: authorised_but_not_moved",
                                         "break closed: authorised_but_not_moved",
                                         "payment and ledger agree"};
    EXPECT_EQ(Stream(1), story);
}

TEST_F(BookKeeperTest, ListsBreaksNewestFirstInPages) {
    for (int i = 1; i <= 5; ++i) {
        keeper_.OnEvents({Transfer(i)});
        clock_.now += 61s;
        EXPECT_EQ(Reconcile().breaks_new, 1);
    }
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(3, 1)});
    EXPECT_EQ(Reconcile().totals.breaks_open, 4);

    std::vector<core::PaymentId> seen;
    std::string token;
    do {
        const auto page = List(true, 2, token);
        for (const auto& one : page.breaks) seen.push_back(one.payment_id);
        token = page.next_page_token;
    } while (!token.empty());
    EXPECT_EQ(seen,
              (std::vector{PaymentNo(5), PaymentNo(4), PaymentNo(3), PaymentNo(2), PaymentNo(1)}));
    const auto open = List(false, 50);
    EXPECT_EQ(open.breaks.size(), 4U);
    EXPECT_EQ(open.next_page_token, "");
    EXPECT_EQ(open.breaks[0].reason, BreakReason::kTransferWithoutPayment);
    EXPECT_FALSE(open.breaks[0].expected);
    EXPECT_EQ(open.breaks[0].actual->MinorUnits(), 100);
}

TEST_F(BookKeeperTest, ProvesAPaymentInTheBatchThatTellsOfIt) {
    keeper_.OnEvents({Payment<payment::v1::PaymentAuthorised>(1, 1), Transfer(1),
                      Payment<payment::v1::PaymentSettled>(1, 2)});
    EXPECT_EQ(Stream(1), std::vector<std::string>{"payment and ledger agree"});
}

TEST_F(BookKeeperTest, LetsGoOfWhatAgreedLongAgoAndOfNothingElse) {
    Settle(1);
    keeper_.OnEvents({Payment<payment::v1::PaymentDeclined>(2, 1)});
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(3, 1)});  // and no transfer
    Settle(4);
    Reconcile();
    clock_.now += 399 * 24h;
    EXPECT_EQ(LetGo(), 0);
    keeper_.OnEvents({Payment<payment::v1::PaymentSettled>(4, 2)});  // heard of again
    Settle(5);
    Reconcile();
    clock_.now += 2 * 24h;
    EXPECT_EQ(LetGo(), 2);
    EXPECT_EQ(LetGo(), 0);
    EXPECT_EQ(Text("SELECT count(*) FROM payments"), "3");
    EXPECT_EQ(List(true, 10).breaks.size(), 1U);
    EXPECT_EQ(Reconcile().totals.matched, 4) << "what agreed has agreed";
}

TEST_F(BookKeeperTest, KeepsAFactForLineageOnceUntilItLetsGoOfThePayment) {
    const std::vector<events::ReceivedEvent> both{Payment<payment::v1::PaymentSettled>(1, 1),
                                                  Transfer(1)};
    keeper_.OnEvents(both);
    const auto kept = Text("SELECT transfer_id::text || length(facts) FROM payment_lineage");
    EXPECT_TRUE(kept.starts_with(core::DeriveTransferId(PaymentNo(1)).ToString()));
    keeper_.OnEvents(both);
    EXPECT_EQ(Text("SELECT transfer_id::text || length(facts) FROM payment_lineage"), kept);
    clock_.now += 401 * 24h;
    EXPECT_EQ(LetGo(), 1);
    EXPECT_EQ(Text("SELECT count(*) FROM payment_lineage"), "0");
}

TEST_F(BookKeeperTest, MoneyThatMovesForAPaymentOfLongAgoIsABreakInItsStream) {
    Settle(1);
    Reconcile();
    clock_.now += 401 * 24h;
    EXPECT_EQ(LetGo(), 1);
    keeper_.OnEvents({Transfer(1, 3)});
    clock_.now += 61s;
    EXPECT_EQ(Reconcile().breaks_new, 1);
    EXPECT_EQ(Stream(1), (std::vector<std::string>{"payment and ledger agree",
                                                   "break detected: transfer_without_payment"}));
}

TEST_F(BookKeeperTest, RunsByItselfOnTheSchedule) {
    keeper_.OnEvents({Payment<payment::v1::PaymentAuthorised>(1, 1)});
    clock_.now += 61s;
    Schedule schedule(run_, 100ms, runtime_.GetExecutor());
    EXPECT_TRUE(testing::WaitUntil([&] { return !Stream(1).empty(); }));
}

// Each hears one side, as members of a group that shares the partitions.
TEST_F(BookKeeperTest, ProvesEachPaymentOnceBesideAnotherProcess) {
    constexpr int kPayments = 60;
    events::Outbox outbox{{.service = "reconciliation-keeper-test",
                           .instance = "reconciliation-1",
                           .database_url = database_.Url(),
                           .kafka_brokers = testing::TestKafkaBrokers()}};
    BookKeeper other{database_.Url(), outbox, clock_, runtime_.GetExecutor()};
    std::vector<std::vector<events::ReceivedEvent>> told, moved;
    for (int i = 1; i <= kPayments; ++i) {
        told.push_back({Payment<payment::v1::PaymentAuthorised>(i, 1),
                        Payment<payment::v1::PaymentSettled>(i, 2)});
        moved.push_back({Transfer(kPayments + 1 - i)});
        moved.back().front().partition = 1;
    }
    auto telling = std::async(std::launch::async, [&] {
        for (const auto& batch : told) keeper_.OnEvents(batch);
    });
    for (const auto& batch : moved) other.OnEvents(batch);
    telling.get();
    EXPECT_EQ(Reconcile().totals.matched, kPayments);
    EXPECT_EQ(Reconcile().totals.in_flight, 0);
    for (int i = 1; i <= kPayments; ++i)
        EXPECT_EQ(Stream(i), std::vector<std::string>{"payment and ledger agree"});
}

TEST_F(BookKeeperTest, StoresNothingOfABatchWithAFactThatCannotBeRead) {
    auto broken = Transfer(2);
    broken.payload = "\xff\xff";
    EXPECT_THROW(keeper_.OnEvents({Transfer(1), broken}), events::UnreadableEvent);
    EXPECT_EQ(Reconcile().totals.in_flight, 0);
}

}  // namespace
}  // namespace clearway::reconciliation
