// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the use cases, the store and the facts: both sides' facts go to the
// books and are judged in one transaction with their position, and runs go through the same writer.
// Part of the application's wiring. Never: a decision.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/clock.h"
#include "events/command_runner.h"
#include "services/reconciliation/domain/expectation.h"
#include "services/reconciliation/domain/lineage/lineage_news.h"
#include "services/reconciliation/domain/statement_news.h"
#include "services/reconciliation/usecase/run_reconciliation.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"
#include "telemetry/metrics.h"

namespace clearway::reconciliation {

using BookCommand = std::variant<Expectation, Movement, FundsCommitted, StatementNews, LineageNews,
                                 ReconcileOptions>;

class BookKeeper final : public PieceRunner {
public:
    // The references and the executor must outlive it. `accounts`: ours at banks.
    BookKeeper(const std::string& database_url, events::Outbox& outbox, const core::Clock& clock,
               async::Executor executor, BankAccounts accounts = {});

    // Facts of both sides. Returns when the batch is stored; called by the subscription's thread.
    // Throws when the batch could not be stored: it comes again then.
    void OnEvents(const std::vector<events::ReceivedEvent>& batch);

    async::Task<core::Result<RunOutcome>> RunPiece(ReconcileOptions options) override;

private:
    using Runner = events::CommandRunner<BookCommand, RunOutcome>;

    std::vector<core::Result<RunOutcome>> Apply(postgres::Transaction& transaction,
                                                std::span<const BookCommand> commands,
                                                events::EventSink& sink) const;
    void Publish(const Totals& totals) const;

    const core::Clock& clock_;
    const BankAccounts accounts_;
    async::Executor executor_;
    metrics::Gauge breaks_open_;
    metrics::Gauge in_flight_;
    metrics::Gauge matched_;
    Runner runner_;
};

}  // namespace clearway::reconciliation
