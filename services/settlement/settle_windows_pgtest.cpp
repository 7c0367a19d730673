// SPDX-License-Identifier: Apache-2.0
// Closed windows are settled, whoever is killed on the way, and none whose sums do not agree.
#include <gmock/gmock.h>

#include <stop_token>

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
    std::string StateOf(const std::string& currency, std::int64_t number) {
        return Query("SELECT state FROM settlement_windows WHERE currency = '" + currency +
                     "' AND number = " + std::to_string(number));
    }
    void SettlesElsewhere(const std::string& institution, const std::string& bic) {
        Agree(institution, {.bic = bic, .settlement_account = "RTGS-" + bic});
    }
    void HasBic(const std::string& institution, const std::string& bic) {
        Agree(institution, {.bic = bic});
    }
    core::Result<bool> Confirm(const core::Uuid& id) {
        const rpc::CallContext call;
        return async::BlockOn(runtime.GetExecutor(),
                              usecase::ConfirmInstruction(desk.desk, call, {kEur, 1}, id, [] {}));
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

TEST_F(SettleWindowsTest, TheFeeOfAWindowIsChargedOnceAndEarnedWhole) {
    PassAndClose();
    const auto settle = [this](LedgerWriter& writer, std::int64_t fee) {
        return async::BlockOn(runtime.GetExecutor(),
                              usecase::SettleWindow(window_reader, desk.desk, writer,
                                                    WindowKey{kEur, 1}, {}, Eur(fee)));
    };
    // Killed behind the charge, and gone on with by a process with another setting.
    SettlesElsewhere("globex", "GLOBNL2A");
    EXPECT_EQ(settle(ledger, 101), usecase::Settlement::kFaulty);
    EXPECT_EQ(settle(ledger, 500), usecase::Settlement::kFaulty);
    HasBic("", "AGENDEFF");
    DyingLedger dying(ledger, 1);
    EXPECT_EQ(settle(dying, 101), usecase::Settlement::kUnavailable);
    EXPECT_EQ(settle(ledger, 101), usecase::Settlement::kWaiting);
    const auto on = [this](const char* type) {
        return Query("SELECT posted FROM accounts WHERE type = '" + std::string(type) + "'");
    };
    EXPECT_EQ(on("fees"), "101");
    EXPECT_EQ(on("rounding"), "-1");
    EXPECT_EQ(BalanceOf("globex"), "-50");
    EXPECT_EQ(BalanceOf("acme"), "-120");
    EXPECT_TRUE(Faults().empty());
}

TEST_F(SettleWindowsTest, WhoSettlesElsewhereIsWaitedFor) {
    SettlesElsewhere("globex", "GLOBNL2A");
    HasBic("", "AGENDEFF");
    PassAndClose();
    EXPECT_EQ(Settle(), usecase::Settlement::kWaiting);
    EXPECT_EQ(StateOf(1), "settling");
    EXPECT_EQ(BalanceOf("acme"), "-70");
    const auto id =
        core::Uuid::Parse(Query("SELECT id FROM settlement_instructions WHERE NOT confirmed"));
    ASSERT_TRUE(id);
    EXPECT_TRUE(*Confirm(*id));
    EXPECT_FALSE(*Confirm(*id));
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_TRUE(Faults().empty());
}

TEST_F(SettleWindowsTest, WhatIsSettledInTheLedgerNobodyConfirms) {
    PassAndClose();
    DyingLedger dead(ledger, 0);
    ASSERT_EQ(Settle(dead), usecase::Settlement::kUnavailable);
    const auto id =
        *core::Uuid::Parse(Query("SELECT id FROM settlement_instructions WHERE debtor = 'acme'"));
    const auto refused = Confirm(id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Confirm(core::Uuid::Random()).error().code, core::ErrorCode::kNotFound);
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(BalanceOf("acme"), "-70");
    // Had it been confirmed by hand, verification would see what was not booked.
    Query("UPDATE settlement_instructions SET id = '" + core::Uuid::Random().ToString() +
              "' WHERE debtor = 'acme'",
          Keep::kYes);
    EXPECT_THAT(Faults(), ::testing::Contains(::testing::HasSubstr("not booked")));
}

TEST_F(SettleWindowsTest, AnInstructionGoesWhereItWasAgreedWhenTheWindowBeganToSettle) {
    SettlesElsewhere("", "AGENDEFF");
    HasBic("acme", "ACMEDEFF");
    HasBic("globex", "GLOBNL2A");
    PassAndClose();
    ASSERT_EQ(Settle(), usecase::Settlement::kWaiting);
    const auto accounts = [this] {
        return Query(
            "SELECT string_agg(debtor_account || '/' || creditor_account, ' '"
            " ORDER BY place) FROM settlement_instructions");
    };
    const auto before = accounts();
    SettlesElsewhere("globex", "GLOBNL2A");
    SettlesElsewhere("", "AGENDEFFXXX");
    EXPECT_EQ(Settle(), usecase::Settlement::kWaiting);
    EXPECT_EQ(accounts(), before);
    EXPECT_EQ(BalanceOf("globex"), "");
}

TEST_F(SettleWindowsTest, NothingIsBegunThatWouldNameAnInstitutionWithoutABic) {
    SettlesElsewhere("globex", "GLOBNL2A");
    PassAndClose();
    EXPECT_EQ(Settle(), usecase::Settlement::kFaulty);
    EXPECT_EQ(StateOf(1), "closed");
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_instructions"), "0");
    HasBic("", "AGENDEFF");
    EXPECT_EQ(Settle(), usecase::Settlement::kWaiting);
}

TEST_F(SettleWindowsTest, WindowsThatWaitDoNotStopTheOthers) {
    // More of them than a look reads at once, all before ours.
    PassAndClose();
    Query(
        "INSERT INTO settlement_windows (currency, number, model, state, opened_at, closed_at,"
        " version, instructions, announced) SELECT 'CHF', n, 'multilateral_net', 'settling',"
        " now(), now(), 3, 1, 1 FROM generate_series(1, 250) AS n",
        Keep::kYes);
    Query(
        "INSERT INTO settlement_instructions (currency, settlement_window, place, id, debtor,"
        " creditor, amount, debtor_bic, debtor_account, creditor_bic, creditor_account, confirmed)"
        " SELECT 'CHF', n, 1, gen_random_uuid(), 'acme', '', 1, 'ACMEDEFF', 'A', 'AGENDEFF', '',"
        " false FROM generate_series(1, 250) AS n",
        Keep::kYes);
    {
        usecase::WindowSettler settler(window_reader, desk.desk, ledger, clock,
                                       runtime.GetExecutor());
        EXPECT_TRUE(clearway::testing::WaitUntil([this] { return StateOf("EUR", 1) == "settled"; },
                                                 60'000));
    }
    Query("DELETE FROM settlement_windows WHERE currency = 'CHF'", Keep::kYes);
}

TEST_F(SettleWindowsTest, TheThreadSettlesWhatItIsToldOf) {
    usecase::WindowSettler settler(window_reader, desk.desk, ledger, clock, runtime.GetExecutor());
    for (int number = 1; number <= 3; ++number) {
        Book(std::to_string(number), "payer", "other", 10);
        ASSERT_EQ(Do<WindowReply>(Close(number)).open, number + 1);
        settler.Notice();
        // Far below the time between two looks of its own.
        EXPECT_TRUE(clearway::testing::WaitUntil(
            [&] { return StateOf("EUR", number) == "settled"; }, 15'000));
    }
    EXPECT_EQ(BalanceOf("globex"), "30");
}

TEST_F(SettleWindowsTest, AStopIsHeededBetweenTwoSteps) {
    PassAndClose();
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = async::BlockOn(
        runtime.GetExecutor(), usecase::SettleWindow(window_reader, desk.desk, ledger,
                                                     WindowKey{kEur, 1}, stop.get_token()));
    EXPECT_EQ(stopped, usecase::Settlement::kStopped);
    EXPECT_EQ(StateOf(1), "closed");
    EXPECT_EQ(Settle(), usecase::Settlement::kSettled);
}

TEST_F(SettleWindowsTest, InAGrossWindowEachTransferIsSettledByItself) {
    SettlementModels gross;
    gross.by_currency[kEur] = SettlementModel::kGross;
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
    Query("UPDATE settlement_instructions SET debtor = creditor, creditor = debtor", Keep::kYes);
    EXPECT_THAT(Faults(), ::testing::Contains(::testing::HasSubstr("are not its transfers")));
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
    // The digest, what the flows oblige to, and the booking.
    EXPECT_EQ(found("UPDATE settlement_instructions SET amount = amount + 1 WHERE place = 1"), 4u);
    EXPECT_EQ(found("UPDATE settlement_windows SET number = 7 WHERE number = 2"), 5u);
    Query("UPDATE settlement_windows SET number = 2 WHERE number = 7", Keep::kYes);
    EXPECT_EQ(found("UPDATE settlement_instructions SET confirmed = false WHERE place = 2"), 5u);
    EXPECT_EQ(found("UPDATE settlement_windows SET announced = 0, digest = '' WHERE number = 1"),
              5u)
        << "what was not told has no digest to compare, and is a fault in a settled window";
}

}  // namespace
}  // namespace clearway::settlement
