// SPDX-License-Identifier: Apache-2.0
#include "services/audit/fact_log.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/audit/events/entry_of_fact.h"

namespace clearway::audit {

std::vector<std::string> FactTopics() {
    std::vector<std::string> topics;
    for (const char* service :
         {"payment", "settlement", "fraud", "compliance", "reconciliation", "audit"})
        topics.push_back(events::TopicOf(service));
    return topics;
}

FactLog::FactLog(LogWriter& writer, CheckpointKeeper& keeper, async::Executor executor)
    : writer_(writer),
      keeper_(keeper),
      executor_(std::move(executor)),
      appended_("clearway_audit_entries_total", "Entries that this process appended.") {}

void FactLog::Take(const std::vector<events::ReceivedEvent>& batch) {
    LogCommand command{.consumer = kFactConsumer, .facts = {}};
    for (const auto& fact : batch) {
        auto entry = EntryOf(fact);
        if (!entry) throw events::UnreadableEvent("fact that the log can hold");
        command.facts.push_back({.mark = events::MarkOf(fact), .entry = *std::move(entry)});
    }
    const auto appended = async::BlockOn(executor_, writer_.Append(std::move(command)));
    if (!appended) throw std::runtime_error(std::string(appended.error().Detail()));
    appended_.Add(static_cast<double>(appended->count));
    keeper_.Grown(appended->first + appended->count);
}

}  // namespace clearway::audit
