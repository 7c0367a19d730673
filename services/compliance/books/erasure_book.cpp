// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/erasure_book.h"

#include "services/compliance/events/person_erased.h"
#include "services/compliance/store/erasure_store.h"
#include "telemetry/log.h"

namespace clearway::compliance {

ErasureBook::ErasureBook(const std::string& database_url, events::Outbox& outbox,
                         vault::PersonKeys& persons, std::chrono::days retention)
    : persons_(persons),
      retention_(retention),
      runner_(
          {.name = "erasures", .database_url = database_url}, outbox,
          [this](auto& transaction, auto commands, auto& sink) {
              return Apply(transaction, commands, sink);
          },
          [this] { LetGo(); }) {}

async::Task<core::Result<Erasure>> ErasureBook::Submit(ErasePerson command) {
    return runner_.Submit(std::move(command));
}

std::vector<core::Result<Erasure>> ErasureBook::Apply(postgres::Transaction& transaction,
                                                      std::span<const ErasePerson> commands,
                                                      events::EventSink& sink) {
    erased_.clear();
    std::vector<core::Uuid> wanted;
    for (const auto& command : commands) wanted.push_back(command.person);
    auto known = LockErasures(transaction, wanted);
    auto cases = FindCasesOfPersons(transaction, wanted);
    std::vector<core::Result<Erasure>> replies;
    std::map<core::Uuid, Erasure> changed;
    for (const auto& command : commands) {
        const auto found = known.find(command.person);
        const auto before = found == known.end() ? std::nullopt : std::optional(found->second);
        const auto& told = cases[command.person];
        auto decision = DecideErasure(before, command, told.kept, retention_);
        if (!decision) {
            replies.emplace_back(decision.error());  // in place: GCC 12 warns of a moved one
            continue;
        }
        if (decision->changed) changed[command.person] = known[command.person] = decision->after;
        if (decision->erased) {
            sink.push_back(ToEvent(decision->after, command.traceparent));
            erased_.emplace_back(command.person);
            for (const auto& subject : told.subjects) erased_.emplace_back(subject);
        }
        replies.push_back(std::move(decision->after));
    }
    std::vector<Erasure> rows;
    for (const auto& [person, erasure] : changed) rows.push_back(erasure);
    SaveErasures(transaction, rows);
    if (!erased_.empty()) vault::EraseKeys(transaction, erased_);
    return replies;
}

// What is committed stays so whatever happens here; memory forgets by itself within a minute.
void ErasureBook::LetGo() {
    try {
        persons_.Erase(erased_);
    } catch (const std::exception& error) {
        log::Warn("keys of erased persons stay in memory for a while", {{"reason", error.what()}});
    }
    erased_.clear();
}

}  // namespace clearway::compliance
