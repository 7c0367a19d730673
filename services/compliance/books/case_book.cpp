// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/case_book.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/compliance/books/case_batch.h"
#include "services/compliance/events/on_payment_decided.h"

namespace clearway::compliance {

CaseBook::CaseBook(const std::string& database_url, events::Outbox& outbox,
                   async::Executor executor, Sealer& sealer, const CasePolicy& policy)
    : executor_(std::move(executor)),
      policy_(policy),
      runner_({.name = "cases", .database_url = database_url}, outbox,
              [this, &sealer](postgres::Transaction& transaction,
                              std::span<const CaseCommand> commands, events::EventSink& sink) {
                  return CaseBatch(transaction, commands, sink, sealer, policy_).Run();
              }) {}

async::Task<core::Result<Case>> CaseBook::Submit(CaseCommand command) {
    return runner_.Submit(std::move(command));
}

void CaseBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = CommandsFor(event)});
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kPaymentConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

}  // namespace clearway::compliance
