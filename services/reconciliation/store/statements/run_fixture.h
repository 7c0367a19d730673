// SPDX-License-Identifier: Apache-2.0
// Runs over a database of statements, with the writer of the service or with one that dies.
#pragma once

#include <set>

#include "async/runtime.h"
#include "services/reconciliation/events/statement_facts.h"
#include "services/reconciliation/matching/rules_file.h"
#include "services/reconciliation/store/statements/expectation_store.h"
#include "services/reconciliation/store/statements/statements_fixture.h"
#include "services/reconciliation/store/statements/stored_exception_desk.h"
#include "services/reconciliation/store/statements/stored_run_desk.h"
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

namespace clearway::reconciliation {

class RunTest : public StatementsTest {
protected:
    static core::TransferId TransferNo(const std::string& name) {
        return core::DeriveTransferId(core::DerivePaymentId("acme", name));
    }
    // Money that left on that day of March under the reference, or entered.
    static StatementNews Moved(const std::string& name, std::int64_t minor, int day,
                               const core::AccountId& account = kNostro) {
        return ExpectedOnStatement{
            .transfer_id = TransferNo(name),
            .payment_id = core::DerivePaymentId("acme", name),
            .account = account,
            .amount = core::Money(*core::Currency::Parse("EUR"), minor),
            .fact_id = core::Uuid::Random(),
            .moved_at = *core::ParseRfc3339("2026-03-" + std::string(day < 10 ? "0" : "") +
                                            std::to_string(day) + "T09:00:00Z")};
    }
    static StatementNews Called(const std::string& name, const std::string& reference) {
        return PaymentReferences{.payment_id = core::DerivePaymentId("acme", name),
                                 .end_to_end_id = reference};
    }
    void Tell(const std::vector<StatementNews>& news) {
        postgres::Transaction transaction(connection_.Get());
        KeepStatementNews(transaction, news);
        transaction.commit();
    }
    RunSum Run(RunDesk& desk, bool dry_run = false) {
        RunOrder order{.by = "test", .dry_run = dry_run, .deadline = rpc::Deadline::max()};
        auto running = RunStatements(desk, clock_, std::move(order), {});
        auto sum = async::BlockOn(runtime_.GetExecutor(), std::move(running));
        if (!sum) throw std::runtime_error(std::string(sum.error().Detail()));
        return *sum;
    }
    RunSum Run(bool dry_run = false) { return Run(runs_, dry_run); }
    // What is matched and what is not, as it is stored: ids and all.
    std::set<std::string> Found() {
        postgres::Transaction transaction(connection_.Get());
        std::set<std::string> found;
        for (const auto& row : transaction.exec(
                 "SELECT 'match ' || m.match_id || m.pass || m.lines || m.expectations || "
                 "coalesce((SELECT string_agg(l.line_id::text, ',' ORDER BY l.line_id) "
                 "FROM statement_lines l WHERE l.match_id = m.match_id), '') || "
                 "coalesce((SELECT string_agg(e.expectation_id::text, ',' ORDER BY "
                 "e.expectation_id) FROM statement_expectations e WHERE e.match_id = m.match_id), "
                 "'') FROM statement_matches m UNION ALL "
                 "SELECT class || exception_id || state FROM statement_exceptions "
                 "WHERE state <> 6"))
            found.insert(row[0].c_str());
        return found;
    }
    // "missing open": without ids.
    std::multiset<std::string> Exceptions() {
        postgres::Transaction transaction(connection_.Get());
        std::multiset<std::string> told;
        for (const auto& row : transaction.exec("SELECT class, state FROM statement_exceptions"))
            told.insert(row[0].c_str() + std::string(" ") +
                        std::string(NameOf(static_cast<ExceptionState>(row[1].as<int>()))));
        return told;
    }

    // Days of statements are held to it.
    class SetClock final : public core::Clock {
    public:
        explicit SetClock(core::Timestamp now) : now_(now) {}
        core::Timestamp Now() const override { return now_; }
        void Set(core::Timestamp now) { now_ = now; }

    private:
        core::Timestamp now_;
    };

    SetClock clock_{now_};
    async::Runtime runtime_{1};
    postgres::ReadPool readers_{database_.Url(), 1};
    events::Outbox outbox_{{.service = "reconciliation-statements-test",
                            .instance = "test",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    StatementWriter writer_{database_.Url(), outbox_, ToStatementEvent};
    const matching::Rules rules_{*matching::ReadRulesFile(matching::DefaultRules()).rules};
    StoredRunDesk runs_{writer_, rules_};
    BankAccounts accounts_;  // with suspense accounts, where a test needs them
    StoredExceptionDesk desk_{writer_, readers_, accounts_};
};

}  // namespace clearway::reconciliation
