// SPDX-License-Identifier: Apache-2.0
#include "services/audit/log_writer.h"

#include <utility>

namespace clearway::audit {

namespace {

// Entries of a transaction: enough that its round trips are nothing beside its rows.
constexpr std::size_t kBatchEntriesMax = 16'384;
constexpr std::size_t kQueueEntriesMax = 65'536;

}  // namespace

LogWriter::LogWriter(const std::string& database_url)
    : writer_(
          {.name = "audit",
           .database_url = database_url,
           .batch_weight_max = kBatchEntriesMax,
           .queue_weight_max = kQueueEntriesMax},
          [this](auto& transaction, auto commands) { return Apply(transaction, commands); },
          [this] {
              inbox_.Committed();
              log_.Committed();
          }) {}

async::Task<core::Result<Appended>> LogWriter::Append(LogCommand command) {
    const auto weight = command.facts.size();
    return writer_.Submit(std::move(command), weight);
}

LogWriter::Replies LogWriter::Apply(postgres::Transaction& transaction,
                                    std::span<const LogCommand> commands) {
    inbox_.Begin();
    std::vector<Entry> entries;
    std::vector<std::size_t> counts;
    for (const auto& [consumer, facts] : commands) {
        const auto before = entries.size();
        std::vector<bool> fresh(facts.size(), true);
        if (!consumer.empty()) {
            std::vector<events::InboxMark> marks;
            for (const auto& fact : facts) marks.push_back(fact.mark);
            fresh = inbox_.Advance(transaction, consumer, marks);
        }
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (fresh[i]) entries.push_back(facts[i].entry);
        }
        counts.push_back(entries.size() - before);
    }
    auto next = log_.Append(transaction, entries);
    Replies replies;
    for (const auto count : counts) {
        replies.emplace_back(Appended{.first = next, .count = count});
        next += count;
    }
    return replies;
}

}  // namespace clearway::audit
