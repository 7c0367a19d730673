// SPDX-License-Identifier: Apache-2.0
// Closed windows are settled, whoever is killed on the way, and none whose sums do not agree.
#include "services/settlement/events/window_facts.h"
#include "services/settlement/store/verify_books.h"
#include "services/settlement/windows_fixture.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kEur;

class SettleWindowsTest : public testing::WindowsFixture {
protected:
    struct Desk {
        explicit Desk(SettleWindowsTest& test, const std::string& instance)
            : outbox({.service = "settlement-test",
                      .instance = instance,
                      .database_url = test.database.Url(),
                      .kafka_brokers = clearway::testing::TestKafkaBrokers()}),
              store(test.clock, ToSettlingEvent),
              runner({.name = "windows", .database_url = test.database.Url()}, outbox,
                     [this](auto& transaction, auto commands, auto& sink) {
                         return store.Apply(transaction, commands, sink);
                     }) {}

        events::Outbox outbox;
        WindowStore store;
        WindowRunner runner;
        StoredWindowDesk desk{runner};
    };

    // A ledger that is gone after some bookings: the process was killed.
    struct DyingLedger final : LedgerWriter {
        DyingLedger(LedgerWriter& real, int bookings) : writer(real), left(bookings) {}
        async::Task<core::Result<Reply>> Submit(Command command) override {
            if (left-- <= 0) {
                const core::Error gone{.code = core::ErrorCode::kUnavailable};
                co_return gone;
            }
            auto task = writer.Submit(std::move(command));
            auto reply = co_await std::move(task);
            co_return reply;
        }
        LedgerWriter& writer;
        int left;
    };

    // Acme owes 100 - 30, in two windows of which the first is closed.
    void PassAndClose() {
        Book("1", "payer", "other", 100);
        Book("2", "other", "payer", 30);
        ASSERT_TRUE(Do<WindowReply>(Close(1)).open == 2);
    }
    usecase::Settlement Settle(LedgerWriter& writer, std::int64_t number = 1) {
        return async::BlockOn(
            runtime.GetExecutor(),
            usecase::SettleWindow(window_reader, desk.desk, writer, WindowKey{kEur, number}));
    }
    usecase::Settlement Settle() { return Settle(ledger); }
    std::string StateOf(std::int64_t number) {
        return Query("SELECT state FROM settlement_windows WHERE number = " +
                     std::to_string(number));
    }
    std::string BalanceOf(const std::string& institution) {
        return Query("SELECT posted FROM accounts WHERE id = '" +
                     SettlementAccountOf({kEur, institution}).ToString() + "'");
    }
    std::vector<std::string> Faults() {
        postgres::Session session(database.Url());
        postgres::Transaction transaction(session, postgres::Access::kRead);
        return VerifyBooks(transaction, [](int) {}).faults;
    }

    Desk desk{*this, "settlement-test-windows"};
};

TEST_F(SettleWindowsTest, WhatIsOwedIsBookedOnTheSettlementAccountsAndTheAgentEndsEven) {
    PassAndClose();
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(StateOf(1), "settled");
    EXPECT_EQ(StateOf(2), "open");
    EXPECT_EQ(BalanceOf("acme"), "-70");
    EXPECT_EQ(BalanceOf("globex"), "70");
    EXPECT_EQ(BalanceOf(""), "0");
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(BalanceOf("acme"), "-70");
    EXPECT_TRUE(Faults().empty());
    EXPECT_EQ(Query("SELECT string_agg(regexp_replace(type, '.*[.]', ''), ' ' ORDER BY version)"
                    " FROM events WHERE stream_id = '" +
                    IdOf({.currency = kEur,
                          .number = 1,
                          .model = SettlementModel::kMultilateralNet,
                          .opened_at = {}})
                        .ToString() +
                    "'"),
              "WindowOpened WindowClosed WindowSettling InstructionsCreated InstructionsConfirmed"
              " WindowSettled");
}

TEST_F(SettleWindowsTest, AnEmptyWindowSettlesAtOnce) {
    PassAndClose();
    ASSERT_EQ(Do<WindowReply>(Close(2)).open, 3);
    EXPECT_EQ(Settle(ledger, 2), usecase::Settlement::kSettled);
    EXPECT_EQ(StateOf(2), "settled");
}

TEST_F(SettleWindowsTest, AWindowWhoseFlowsAreNotItsTransfersStaysClosed) {
    PassAndClose();
    Query("UPDATE settlement_flows SET gross = gross + 1 WHERE debtor = 'acme'", Keep::kYes);
    EXPECT_EQ(Settle(), usecase::Settlement::kFaulty);
    EXPECT_EQ(StateOf(1), "closed");
    EXPECT_EQ(Faults().size(), 3u);  // the flow, and both positions
    Query("UPDATE settlement_flows SET gross = gross - 1 WHERE debtor = 'acme'", Keep::kYes);
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_TRUE(Faults().empty());
}

TEST_F(SettleWindowsTest, ASettlementThatWasKilledGoesOnWhereItWas) {
    PassAndClose();
    DyingLedger dead(ledger, 0);
    EXPECT_EQ(Settle(dead), usecase::Settlement::kUnavailable);
    EXPECT_EQ(StateOf(1), "settling");
    const auto digest = Query(
        "SELECT encode(digest, 'hex') FROM settlement_windows"
        " WHERE number = 1");
    // Booked, and killed before it was confirmed.
    auto instructions =
        async::BlockOn(runtime.GetExecutor(), window_reader.ListToBook({kEur, 1}, 10));
    ASSERT_EQ(instructions->size(), 2u);
    const auto& first = instructions->front();
    Do<BookingReply>(BookSettlement{.orders = {{.transfer_id = TransferOf(first),
                                                .debtor = first.debtor,
                                                .creditor = first.creditor,
                                                .amount = first.amount}},
                                    .booked_by = "settlement"});
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(BalanceOf("acme"), "-70");
    EXPECT_EQ(BalanceOf("globex"), "70");
    EXPECT_EQ(Query("SELECT encode(digest, 'hex') FROM settlement_windows WHERE number = 1"),
              digest);
    EXPECT_TRUE(Faults().empty());
}

TEST_F(SettleWindowsTest, TwoProcessesThatSettleTheSameWindowSettleItOnce) {
    PassAndClose();
    Desk other(*this, "settlement-test-windows-1");
    auto there = boost::asio::co_spawn(
        runtime.GetExecutor(),
        usecase::SettleWindow(window_reader, other.desk, ledger, WindowKey{kEur, 1}),
        boost::asio::use_future);
    const auto here = Settle();
    const auto elsewhere = there.get();
    // Who finds the other's work half done may leave the rest to it.
    EXPECT_TRUE(here == usecase::Settlement::kSettled ||
                elsewhere == usecase::Settlement::kSettled);
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(BalanceOf("globex"), "70");
    EXPECT_EQ(Query("SELECT count(*) FROM events WHERE type LIKE '%.WindowSettled'"), "1");
}

TEST_F(SettleWindowsTest, WhoSettlesElsewhereIsWaitedFor) {
    Do<ParticipantReply>(SetParticipant{
        .key = {kEur, "globex"}, .terms = {.settlement_account = "RTGS-0815"}, .set_by = "ops"});
    PassAndClose();
    EXPECT_EQ(Settle(), usecase::Settlement::kWaiting);
    EXPECT_EQ(StateOf(1), "settling");
    EXPECT_EQ(BalanceOf("acme"), "-70");
    const auto id =
        core::Uuid::Parse(Query("SELECT id FROM settlement_instructions WHERE NOT confirmed"));
    ASSERT_TRUE(id);
    const rpc::CallContext call;
    const auto confirm = [&] {
        return *async::BlockOn(runtime.GetExecutor(),
                               usecase::ConfirmInstruction(desk.desk, call, {kEur, 1}, *id, [] {}));
    };
    EXPECT_TRUE(confirm());
    EXPECT_FALSE(confirm());
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
}

TEST_F(SettleWindowsTest, InAGrossWindowEachTransferIsSettledByItself) {
    SettlementModels gross;
    gross.otherwise = SettlementModel::kGross;
    LedgerStore gross_store{clock, ToEvent, database.Url(), gross};
    LedgerRunner gross_runner{{.name = "gross", .database_url = database.Url()},
                              other_outbox,
                              [&](auto& transaction, auto commands, auto& sink) {
                                  return gross_store.Apply(transaction, commands, sink);
                              },
                              [&] { gross_store.Committed(); }};
    Command book{.what =
                     BookTransfers{.orders = {testing::MakeOrder("1", "payer", "other", Eur(100)),
                                              testing::MakeOrder("2", "other", "payer", Eur(30))},
                                   .booked_by = "ops"}};
    ASSERT_TRUE(async::BlockOn(runtime.GetExecutor(), gross_runner.Submit(std::move(book))));
    ASSERT_EQ(Do<WindowReply>(Close(1)).open, 2);
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_instructions"), "2");
    EXPECT_EQ(BalanceOf("acme"), "-70");
    EXPECT_TRUE(Faults().empty());
}

TEST_F(SettleWindowsTest, VerificationFindsWhatWasChangedByHand) {
    PassAndClose();
    ASSERT_EQ(Settle(), usecase::Settlement::kSettled);
    const auto found = [this](const std::string& change) {
        Query(change, Keep::kYes);
        return Faults().size();
    };
    EXPECT_EQ(Faults().size(), 0u);
    EXPECT_EQ(found("UPDATE settlement_participants SET reserved = reserved + 1"
                    " WHERE institution = 'acme'"),
              1u);
    EXPECT_EQ(found("UPDATE settlement_instructions SET amount = amount + 1 WHERE place = 1"), 3u);
    EXPECT_EQ(found("UPDATE settlement_windows SET number = 7 WHERE number = 2"), 4u);
    Query("UPDATE settlement_windows SET number = 2 WHERE number = 7", Keep::kYes);
}

}  // namespace
}  // namespace clearway::settlement
