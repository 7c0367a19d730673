// SPDX-License-Identifier: Apache-2.0
// A database of statements for tests, and files for it: MT940, a statement of one line each.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "postgres/connection.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/statements/statement_test_support.h"
#include "services/reconciliation/store/statements/statement_shelf.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"
#include "services/reconciliation/usecase/statements/import_statement.h"
#include "testing/test_database.h"

namespace clearway::reconciliation {

inline const core::AccountId kNostro = core::DeriveClearingAccountId("EUR");

inline BankAccounts OurAccounts() {
    BankAccounts accounts;
    accounts.Add("DE89370400440532013000", {.nostro = kNostro});
    return accounts;
}

// Day n of March: 100 and 1 more for each day before it, and a line of 1.00 under reference REF-n.
inline std::string DayFile(int day, const std::string& amount = "1,00",
                           const std::string& reference = {}) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return statements::OneLineMt940(day, std::to_string(99 + day) + ",00", amount,
                                    std::to_string(100 + day) + ",00", "2603" + two(day),
                                    reference.empty() ? "REF-" + two(day) : reference);
}

class StatementsTest : public ::testing::Test {
protected:
    static ImportOrder OrderOf(const std::string& bytes, const std::string& name = "f.sta") {
        return {.text = statements::ReadFileBytes(name, bytes), .by = "test", .at = now_};
    }
    template <class Work>
    auto InTransaction(Work work) {
        postgres::Transaction transaction(connection_.Get());
        StoredStatementShelf shelf(transaction);
        auto result = work(shelf);
        transaction.commit();
        return result;
    }
    ImportedStatement Import(const std::string& bytes, const BankAccounts& accounts = OurAccounts(),
                             bool dry_run = false) {
        auto order = OrderOf(bytes);
        order.dry_run = dry_run;
        return InTransaction([&](StatementShelf& shelf) {
            return ImportStatement(shelf, order, {.accounts = accounts.Names()});
        });
    }
    // What counts, and what does not, by reference.
    std::map<std::string, std::string> States() {
        postgres::Transaction transaction(connection_.Get());
        std::map<std::string, std::string> states;
        for (const auto& row :
             transaction.exec("SELECT instruction_id, used FROM statement_lines JOIN statements "
                              "USING (file_id, place)"))
            states[row[0].c_str()] = row[1].as<bool>() ? "counts" : "put aside";
        return states;
    }
    std::string Ask(const std::string& sql) {
        postgres::Transaction transaction(connection_.Get());
        return transaction.exec1(sql)[0].c_str();
    }

    static inline const auto now_ = *core::ParseRfc3339("2026-06-20T12:00:00Z");
    testing::TestDatabase database_{"reconciliation", Migrations()};
    postgres::Connection connection_{database_.Url()};
};

}  // namespace clearway::reconciliation
