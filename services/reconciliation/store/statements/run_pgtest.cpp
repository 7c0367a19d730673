// SPDX-License-Identifier: Apache-2.0
// A run comes to the same in whatever order things came and however often it was interrupted.
#include <algorithm>
#include <functional>

#include "services/reconciliation/store/statements/run_fixture.h"

namespace clearway::reconciliation {
namespace {

using Told = std::multiset<std::string>;

TEST_F(RunTest, MatchesWhatTheLedgerMovedWithTheStatement) {
    Import(DayFile(1));
    Import(DayFile(2));
    Tell({Moved("a", 100, 1), Called("a", "REF-01"), Moved("b", 100, 9), Called("b", "REF-09")});
    const auto sum = Run();
    EXPECT_EQ(sum.lines, 2);
    EXPECT_EQ(sum.lines_matched, 1);
    EXPECT_EQ(sum.not_due, 1);  // behind the last statement
    EXPECT_EQ(Exceptions(), (Told{"extra open"}));
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_runs WHERE finished_at IS NOT NULL"), "1");
}

// What treasury booked and what a settlement window moved: no payment's facts call it by a name.
TEST_F(RunTest, MatchesWhatIsNoPaymentByItsOwnNames) {
    auto id = TransferNo("window").ToString();
    std::erase(id, '-');
    Import(DayFile(1, "1,00", "EUR-7-3"));
    Import(DayFile(2, "1,00", id));
    auto instruction = std::get<ExpectedOnStatement>(Moved("other window", 100, 1));
    instruction.payment_id.reset();
    auto treasury = std::get<ExpectedOnStatement>(Moved("window", 100, 2));
    treasury.payment_id.reset();
    instruction.reference = "EUR-7-3";
    Tell({instruction, treasury});
    Tell({instruction});
    const auto sum = Run();
    EXPECT_EQ(sum.expectations, 2);
    EXPECT_EQ(sum.lines_matched, 2);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches WHERE pass LIKE '%reference'"), "2");
    EXPECT_TRUE(Exceptions().empty());
}

// All currencies of a number are one unit.
TEST_F(RunTest, FindsWhatWasPaidInTheWrongCurrencyOnTheAccount) {
    Import(
        "account,amount,currency,value_date,end_to_end_id\n"
        "DE89370400440532013000,-1.00,USD,2026-03-01,REF-01\n"
        "DE89370400440532013000,1.00,EUR,2026-03-02,REF-02\n");
    Tell({Moved("a", -100, 1), Called("a", "REF-01"), Moved("b", 100, 2), Called("b", "REF-02")});
    Run();
    EXPECT_EQ(Exceptions(), (Told{"wrong_currency open"}));
}

// Two rails settle in one currency, each on an account of its own at its bank; the ledger has one.
TEST_F(RunTest, ExpectsWhatARailMovesOnTheAccountOfTheRail) {
    BankAccounts accounts;
    accounts.Add("DE89370400440532013000", {.nostro = kNostro});
    accounts.Add("BATCH-SETTLEMENT", {.nostro = kNostro, .rail = "batch"});
    const auto told = [](const std::string& name, const std::string& rail) -> StatementNews {
        return PaymentReferences{.payment_id = core::DerivePaymentId("acme", name), .rail = rail};
    };
    const std::vector<std::vector<StatementNews>> facts{
        {Moved("money first", 100, 1)},    {told("money first", "batch")},
        {told("rail first", "batch")},     {Moved("rail first", 100, 1)},
        {Moved("by another one", 100, 1)}, {told("by another one", "instant")},
        {told("money first", "")},
    };
    for (const auto& news : facts) {
        postgres::Transaction transaction(connection_.Get());
        KeepStatementNews(transaction, news, accounts);
        transaction.commit();
    }
    const auto on = [&](const char* number) {
        return Ask("SELECT count(*) FROM statement_expectations WHERE account_id = '" +
                   accounts.Names().at(number) + "'");
    };
    EXPECT_EQ(on("BATCH-SETTLEMENT"), "2");
    EXPECT_EQ(on("DE89370400440532013000"), "1");
}

TEST_F(RunTest, ExpectsOnAnAccountThatTheFileNamesLaterWhatWasToldBefore) {
    auto told = std::get<ExpectedOnStatement>(Moved("window", 100, 1));
    told.payment_id.reset();
    told.account.reset();
    told.reference = "REF-01";
    told.number = "DE89370400440532013000";
    Tell({told});
    Import(DayFile(1));
    EXPECT_EQ(Run().expectations, 0);
    EXPECT_EQ(Exceptions(), (std::multiset<std::string>{"extra open"}));
    BankAccounts accounts;
    accounts.Add("DE89370400440532013000", {.nostro = kNostro});
    StoredRunDesk runs(writer_, rules_, {}, accounts);
    EXPECT_EQ(Run(runs).expectations_matched, 1);
    EXPECT_EQ(Exceptions(), (std::multiset<std::string>{"extra healed"}));
}

TEST_F(RunTest, FindsTheSameAgainAndTellsNothingTwice) {
    Import(DayFile(1));
    Tell({Moved("a", -700, 1)});
    EXPECT_EQ(Run().opened, 2);
    const auto found = Found();
    const auto again = Run();
    EXPECT_EQ(again.opened, 0);
    EXPECT_EQ(again.exceptions, 2);
    EXPECT_EQ(Found(), found);
    EXPECT_EQ(Ask("SELECT count(*) FROM exception_steps"), "2");
}

// Runs in between, early evidence that suggests another match, files and facts in any order.
TEST_F(RunTest, ComesToTheSameInWhateverOrderThingsCame) {
    // All begins again for each order, but for the facts, which stay: each has a stream of its own.
    events::Outbox outbox({.service = "reconciliation-statements-test",
                           .instance = "orders",
                           .database_url = database_.Url(),
                           .kafka_brokers = testing::TestKafkaBrokers()});
    StatementWriter writer(database_.Url(), outbox, [](const StatementFact& fact) {
        auto event = ToStatementEvent(fact);
        event.stream_id = core::Uuid::Random();
        event.version = 1;
        return event;
    });
    StoredRunDesk runs(writer, rules_);
    const std::vector<std::function<void()>> arrivals{
        [&] { Import(DayFile(1, "1,00", "NONREF")); }, [&] { Import(DayFile(2)); },
        // Until the other one is called by its name, both could be the first day's line.
        [&] {
            Tell({Moved("a", 100, 1), Moved("b", 100, 1)});
        },
        [&] { Tell({Called("b", "REF-02")}); }};
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::optional<std::set<std::string>> told;
    do {
        for (const auto one : order) {
            arrivals[one]();
            Run(runs);
        }
        const auto found = Found();
        if (!told) told = found;
        EXPECT_EQ(found, *told) << order[0] << order[1] << order[2] << order[3];
        postgres::Transaction transaction(connection_.Get());
        transaction.exec(
            "ALTER TABLE exception_steps DISABLE TRIGGER ALL;"
            "ALTER TABLE statement_exceptions DISABLE TRIGGER ALL;"
            "DELETE FROM exception_steps; DELETE FROM statement_exceptions;"
            "DELETE FROM statement_matches; DELETE FROM statement_lines; DELETE FROM statements;"
            "DELETE FROM statement_files; DELETE FROM statement_expectations;"
            "DELETE FROM payment_references");
        transaction.commit();
    } while (std::ranges::next_permutation(order).found);
    EXPECT_EQ(
        std::ranges::count_if(*told, [](const auto& one) { return one.starts_with("match"); }), 2);
    EXPECT_EQ(told->size(), 2U);
}

TEST_F(RunTest, GivesUpAMatchThatLaterEvidenceSpeaksAgainst) {
    Import(DayFile(1, "1,00", "NONREF"));
    Tell({Moved("a", 100, 1)});
    EXPECT_EQ(Run().lines_matched, 1);  // by amount and date: there is no other one
    Tell({Moved("b", 100, 1)});
    EXPECT_EQ(Run().lines_matched, 0);  // it could be either
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "0");
    EXPECT_EQ(Exceptions(), (Told{"extra open", "missing open", "missing open"}));
}

TEST_F(RunTest, CountsOnlyLinesOfFilesThatCount) {
    Import(DayFile(1));
    Import(DayFile(3));
    Tell({Moved("a", 100, 3), Called("a", "REF-03")});
    EXPECT_EQ(Run().lines, 1);
    Import(DayFile(2));
    const auto filled = Run();
    EXPECT_EQ(filled.lines, 3);
    EXPECT_EQ(filled.lines_matched, 1);
    const auto file =
        *core::Uuid::Parse(Ask("SELECT file_id FROM statement_lines WHERE match_id IS NOT NULL"));
    ASSERT_TRUE(InTransaction(
        [&](StatementShelf& shelf) { return DiscardStatement(shelf, file, "one", "wrong"); }));
    EXPECT_EQ(Run().lines_matched, 0);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_lines WHERE match_id IS NOT NULL"), "0");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_matches"), "0");
}

TEST_F(RunTest, KeepsNothingOfADryRun) {
    Import(DayFile(1));
    const auto dry = Run(true);
    EXPECT_EQ(dry.opened, 1);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_exceptions"), "0");
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_runs"), "0");
}

// The process is gone after so many units.
struct DyingDesk final : RunDesk {
    DyingDesk(RunDesk& real_desk, int units) : real(real_desk), left(units) {}
    async::Task<core::Result<StatementRun>> Begin(std::string by, core::Timestamp at) override {
        return real.Begin(std::move(by), at);
    }
    async::Task<core::Result<StatementRun>> Look() override { return real.Look(); }
    async::Task<core::Result<std::optional<UnitOutcome>>> Run(UnitOrder order) override {
        if (left-- <= 0) throw std::runtime_error("killed");
        return real.Run(order);
    }
    async::Task<core::Result<core::Done>> Skip(UnitOrder order) override {
        return real.Skip(order);
    }
    RunDesk& real;
    int left;
};

// The number was mapped to one ledger account, and is mapped to another one now.
TEST_F(RunTest, FindsTheSameLinesAnewUnderTheAccountThatIsMended) {
    Import(DayFile(1));
    EXPECT_EQ(Run().opened, 1);
    postgres::Transaction transaction(connection_.Get());
    const auto other = core::DeriveClearingAccountId("USD").ToString();
    transaction.exec("UPDATE statements SET account_id = '" + other +
                     "'; UPDATE statement_lines SET account_id = '" + other + "'");
    transaction.commit();
    const auto mended = Run();
    EXPECT_EQ(mended.units_failed, 0);
    EXPECT_EQ(mended.opened, 1);
}

TEST_F(RunTest, GoesOnWithoutAUnitThatFailsAndTriesItInTheNextRun) {
    const auto other = core::DeriveClearingAccountId("USD");
    Import(DayFile(1));
    Import(DayFile(2));
    Tell({Moved("b", 200, 1, other)});
    postgres::Transaction breaking(connection_.Get());
    breaking.exec("ALTER TABLE statement_exceptions ADD CONSTRAINT broken CHECK (account_id <> '" +
                  kNostro.ToString() + "')");
    breaking.commit();
    const auto broken = Run();
    EXPECT_EQ(broken.units_done, 2);
    EXPECT_EQ(broken.units_failed, 1);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_runs WHERE finished_at IS NULL"), "0");
    postgres::Transaction mending(connection_.Get());
    mending.exec("ALTER TABLE statement_exceptions DROP CONSTRAINT broken");
    mending.commit();
    const auto mended = Run();
    EXPECT_FALSE(mended.run.resumed);
    EXPECT_EQ(mended.units_failed, 0);
    EXPECT_EQ(mended.opened, 2);
}

TEST_F(RunTest, GoesOnBehindTheUnitsThatAreDone) {
    const auto other = core::DeriveClearingAccountId("USD");
    Import(DayFile(1));
    Tell({Moved("a", 100, 1), Called("a", "REF-01"), Moved("b", 200, 1, other)});
    DyingDesk dying(runs_, 1);
    EXPECT_THROW(Run(dying), std::runtime_error);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_runs WHERE finished_at IS NULL"), "1");
    const auto resumed = Run();
    EXPECT_TRUE(resumed.run.resumed);
    EXPECT_EQ(resumed.run.units, 2);
    EXPECT_EQ(resumed.units_done, 1);
    EXPECT_EQ(Ask("SELECT count(*) FROM statement_runs WHERE finished_at IS NULL"), "0");
    const auto killed_and_resumed = Found();
    EXPECT_FALSE(Run().run.resumed);
    EXPECT_EQ(Found(), killed_and_resumed);
}

}  // namespace
}  // namespace clearway::reconciliation
