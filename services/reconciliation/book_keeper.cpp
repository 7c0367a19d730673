// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/book_keeper.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/reconciliation/events/incoming.h"
#include "services/reconciliation/events/outgoing.h"
#include "services/reconciliation/store/books_store.h"

namespace clearway::reconciliation {

BookKeeper::BookKeeper(const std::string& database_url, events::Outbox& outbox,
                       const core::Clock& clock, async::Executor executor)
    : clock_(clock),
      executor_(std::move(executor)),
      breaks_open_("clearway_reconciliation_breaks_open", "Breaks that are open."),
      in_flight_("clearway_reconciliation_in_flight", "Payments on their way or with news."),
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
    std::vector<Expectation> expectations;
    std::vector<Movement> movements;
    for (const auto& command : commands) {
        if (const auto* told = std::get_if<Expectation>(&command)) expectations.push_back(*told);
        if (const auto* moved = std::get_if<Movement>(&command)) movements.push_back(*moved);
    }
    BooksStore books(transaction);
    books.RecordExpectations(Fold(expectations), now);
    books.RecordMovements(movements, now);

    std::vector<core::Result<RunOutcome>> outcomes;
    for (const auto& command : commands) {
        RunOutcome outcome;
        if (const auto* options = std::get_if<ReconcileOptions>(&command)) {
            std::vector<Fact> facts;
            outcome = Reconcile(books, *options, now, facts);
            for (const auto& fact : facts) sink.push_back(ToEvent(fact));
        }
        outcomes.push_back(outcome);
    }
    return outcomes;
}

template <class Read>
void BookKeeper::Consume(const char* consumer, const std::vector<events::ReceivedEvent>& batch,
                         Read read) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch) {
        auto& entry = consumed.emplace_back();
        entry.mark = events::MarkOf(event);
        if (auto command = read(event)) entry.commands.push_back(std::move(*command));
    }
    const auto stored = async::BlockOn(executor_, runner_.Consume(consumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

void BookKeeper::OnPaymentEvents(const std::vector<events::ReceivedEvent>& batch) {
    Consume(kPaymentConsumer, batch, ReadExpectation);
}

void BookKeeper::OnSettlementEvents(const std::vector<events::ReceivedEvent>& batch) {
    Consume(kSettlementConsumer, batch, ReadMovement);
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
