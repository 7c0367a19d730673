// SPDX-License-Identifier: Apache-2.0
// The commands over a real database, each in a process of its own, one of which is killed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <sstream>

#include "postgres/connection.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/events/statement_facts.h"
#include "services/reconciliation/matching/rules_file.h"
#include "services/reconciliation/offline/import_command.h"
#include "services/reconciliation/offline/run_command.h"
#include "services/reconciliation/statements/statement_test_support.h"
#include "testing/test_database.h"

namespace clearway::reconciliation {
namespace {

constexpr int kAccounts = 12;
constexpr int kLines = 400;

std::string Number(int account) { return "ACCOUNT" + std::to_string(account); }

core::AccountId Nostro(int account) { return core::DeriveAccountId("bank", Number(account)); }

class KilledRunTest : public ::testing::Test {
protected:
    KilledRunTest() {
        for (int account = 0; account < kAccounts; ++account)
            files_.push_back(folder_.Write(Number(account) + ".csv", StatementOf(account)));
    }

    // Lines that nothing is expected for.
    static std::string StatementOf(int account) {
        std::string csv = "account,id,amount,currency,value_date\n";
        for (int line = 0; line < kLines; ++line)
            csv += Number(account) + ",B" + std::to_string(line) + "," + std::to_string(line + 1) +
                   ".00,EUR,2026-03-01\n";
        return csv;
    }
    StatementPlace Place() const {
        BankAccounts accounts;
        for (int account = 0; account < kAccounts; ++account)
            accounts.Add(Number(account), {.nostro = Nostro(account)});
        accounts.Add("DE89370400440532013000", {.nostro = Nostro(kAccounts)});
        return {.outbox = {.service = "reconciliation-killed-test",
                           .instance = "command",
                           .database_url = database_.Url(),
                           .kafka_brokers = testing::TestKafkaBrokers()},
                .settings = {accounts, {}},
                .rules = *matching::ReadRulesFile(matching::DefaultRules()).rules,
                .map = ToStatementEvent};
    }
    static pid_t InAProcess(const std::function<int()>& work) {
        const auto child = fork();
        if (child == 0) _exit(work());
        return child;
    }
    static int Await(pid_t child) {
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    pid_t BeginRun() const {
        return InAProcess([&] {
            std::ostringstream out;
            return RunStatementRun(
                {}, [&] { return Place(); }, out, std::cerr);
        });
    }
    int Import() const { return Import(files_); }
    int Import(const std::vector<std::string>& files) const {
        return Await(InAProcess([&] {
            std::ostringstream out;
            return RunImport(
                files, [&] { return Place(); }, out, std::cerr);
        }));
    }
    std::int64_t Count(const std::string& from) {
        postgres::Transaction transaction(connection_.Get());
        return transaction.exec1("SELECT count(*) FROM " + from)[0].as<std::int64_t>();
    }

    testing::TestDatabase database_{"reconciliation", Migrations()};
    postgres::Connection connection_{database_.Url()};
    statements::TestFolder folder_;
    std::vector<std::string> files_;
};

TEST_F(KilledRunTest, ARunGoesOnAfterKillNineAndLosesAndDoublesNothing) {
    ASSERT_EQ(Import(), 0);
    ASSERT_EQ(Import(), 0);  // the same again
    EXPECT_EQ(Count("statement_lines"), kAccounts * kLines);

    const auto killed = BeginRun();
    EXPECT_TRUE(testing::WaitUntil(
        [&] { return Count("statement_run_units WHERE done_at IS NOT NULL") > 0; }));
    kill(killed, SIGKILL);
    ASSERT_EQ(Await(killed), -SIGKILL) << "it was done before it could be killed";
    const auto done = Count("statement_run_units WHERE done_at IS NOT NULL");
    ASSERT_LT(done, kAccounts);
    EXPECT_EQ(Count("statement_exceptions"), done * kLines);  // an account whole, or not at all

    EXPECT_EQ(Await(BeginRun()), 0);
    EXPECT_EQ(Count("statement_runs"), 1);  // the same run
    EXPECT_EQ(Count("statement_runs WHERE finished_at IS NOT NULL"), 1);
    EXPECT_EQ(Count("statement_exceptions"), kAccounts * kLines);
    EXPECT_EQ(Count("exception_steps"), kAccounts * kLines);
    EXPECT_EQ(Count("events WHERE type LIKE '%StatementExceptionStepTaken'"), kAccounts * kLines);
}

TEST_F(KilledRunTest, AnImportSaysByItsExitCodeWhetherAFileWaits) {
    const auto day = [&](int number) {
        const auto text = std::to_string(number);
        return folder_.Write(
            text + ".sta",
            statements::OneLineMt940(number, std::to_string(99 + number) + ",00", "1,00",
                                     std::to_string(100 + number) + ",00", "26030" + text));
    };
    EXPECT_EQ(Import({day(3), day(1)}), 3);  // the one that came first waits
    EXPECT_EQ(Import({day(2)}), 0);
    EXPECT_EQ(Import({day(3)}), 0);
    EXPECT_EQ(Import({}), 2);
    EXPECT_EQ(Import({folder_.Path("none.sta")}), 1);
}

}  // namespace
}  // namespace clearway::reconciliation
