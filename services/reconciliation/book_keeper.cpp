// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/book_keeper.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/reconciliation/events/incoming.h"
#include "services/reconciliation/events/lineage/kept_facts.h"
#include "services/reconciliation/events/on_money_at_a_bank.h"
#include "services/reconciliation/events/on_treasury.h"
#include "services/reconciliation/events/outgoing.h"
#include "services/reconciliation/store/books_store.h"
#include "services/reconciliation/store/lineage/kept_lineage.h"
#include "services/reconciliation/store/statements/expectation_store.h"
#include "services/reconciliation/usecase/take_news.h"

namespace clearway::reconciliation {

namespace {

// What either side tells, to the books, for statements of banks and for lineage; nothing for a fact
// of no interest.
std::vector<BookCommand> Read(const events::ReceivedEvent& event, const BankAccounts& accounts) {
    std::vector<BookCommand> commands;
    if (auto told = ReadExpectation(event)) commands.push_back(std::move(*told));
    if (auto moved = ReadMovement(event)) commands.push_back(std::move(*moved));
    if (auto committed = ReadCommitment(event)) commands.push_back(std::move(*committed));
    if (auto news = ReadStatementNews(event)) commands.push_back(std::move(*news));
    if (auto news = ReadLineageNews(event)) commands.push_back(std::move(*news));
    for (auto& expected : ReadTreasury(event, accounts))
        commands.push_back(StatementNews(std::move(expected)));
    return commands;
}

}  // namespace

BookKeeper::BookKeeper(const std::string& database_url, events::Outbox& outbox,
                       const core::Clock& clock, async::Executor executor, BankAccounts accounts)
    : clock_(clock),
      accounts_(std::move(accounts)),
      executor_(std::move(executor)),
      breaks_open_("clearway_reconciliation_breaks_open", "Breaks that are open."),
      in_flight_("clearway_reconciliation_in_flight", "Payments on their way."),
      matched_("clearway_reconciliation_matched", "Payments on which both sides agree."),
      runner_({.name = "books", .database_url = database_url}, outbox,
              [this](auto& transaction, auto commands, auto& sink) {
                  return Apply(transaction, commands, sink);
              }) {}

// Facts of a batch are stored before its runs, so that a run judges what the batch brought.
std::vector<core::Result<RunOutcome>> BookKeeper::Apply(postgres::Transaction& transaction,
                                                        std::span<const BookCommand> commands,
                                                        events::EventSink& sink) const {
    const auto now = clock_.Now();
    std::vector<Expectation> told;
    std::vector<Movement> moved;
    std::vector<FundsCommitted> committed;
    std::vector<StatementNews> news;
    std::vector<LineageNews> lineage;
    for (const auto& command : commands) {
        if (const auto* expected = std::get_if<Expectation>(&command)) told.push_back(*expected);
        if (const auto* movement = std::get_if<Movement>(&command)) moved.push_back(*movement);
        if (const auto* funds = std::get_if<FundsCommitted>(&command)) committed.push_back(*funds);
        if (const auto* one = std::get_if<StatementNews>(&command)) news.push_back(*one);
        if (const auto* one = std::get_if<LineageNews>(&command)) lineage.push_back(*one);
    }
    std::vector<core::Result<RunOutcome>> outcomes(commands.size(), RunOutcome{});
    if (commands.empty()) return outcomes;
    BooksStore books(transaction);
    std::vector<Fact> facts;
    TakeNews(books, Gather(told, moved, committed), now, facts);
    KeepStatementNews(transaction, news, accounts_);
    KeepLineageNews(transaction, lineage);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (const auto* options = std::get_if<ReconcileOptions>(&commands[i]))
            outcomes[i] = Reconcile(books, *options, now, facts);
    }
    for (const auto& fact : facts) sink.push_back(ToEvent(fact));
    return outcomes;
}

void BookKeeper::OnEvents(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch) {
        auto& entry = consumed.emplace_back();
        entry.mark = events::MarkOf(event);
        entry.commands = Read(event, accounts_);
    }
    const auto stored = async::BlockOn(executor_, runner_.Consume(kConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

async::Task<core::Result<RunOutcome>> BookKeeper::RunPiece(ReconcileOptions options) {
    auto outcome = co_await runner_.Submit(options);
    if (outcome && !outcome->more) Publish(outcome->totals);
    co_return outcome;
}

void BookKeeper::Publish(const Totals& totals) const {
    breaks_open_.Set(static_cast<double>(totals.breaks_open));
    in_flight_.Set(static_cast<double>(totals.in_flight));
    matched_.Set(static_cast<double>(totals.matched));
}

}  // namespace clearway::reconciliation
