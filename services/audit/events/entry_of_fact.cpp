// SPDX-License-Identifier: Apache-2.0
#include "services/audit/events/entry_of_fact.h"

#include <stdexcept>

#include "events/event_scan.h"

namespace clearway::audit {

namespace {

// Empty for a topic that is not TopicOf a service.
std::string SourceOf(const std::string& topic) {
    const auto begin = topic.find('.') + 1;
    const auto source = topic.substr(begin, topic.find('.', begin) - begin);
    return events::TopicOf(source) == topic ? source : std::string();
}

template <class Fact>
std::optional<Entry> Make(std::string source, const Fact& fact) {
    Entry entry{.source = std::move(source),
                .stream_id = fact.stream_id,
                .version = fact.version,
                .type = fact.type,
                .occurred_at = fact.occurred_at,
                .payload_hash = core::Sha256(fact.payload)};
    if (!IsLoggable(entry)) return std::nullopt;
    return entry;
}

}  // namespace

std::optional<Entry> EntryOf(const events::ReceivedEvent& fact) {
    return Make(SourceOf(fact.topic), fact);
}

std::optional<Entry> EntryOf(const std::string& source, const events::StoredEvent& fact) {
    return Make(source, fact);
}

void ScanEntries(postgres::Transaction& transaction, const std::string& source,
                 const std::function<void(const Entry&)>& take) {
    events::ScanEvents(transaction, [&](const events::StoredEvent& fact) {
        const auto entry = EntryOf(source, fact);
        if (!entry) throw std::runtime_error("the event store holds what no log can: " + fact.type);
        take(*entry);
    });
}

}  // namespace clearway::audit
