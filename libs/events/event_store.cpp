// SPDX-License-Identifier: Apache-2.0
#include "events/event_store.h"

#include "core/digest.h"
#include "embedded/events_migrations.h"
#include "embedded/events_sql.h"
#include "events/stored_event_row.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "telemetry/trace.h"

namespace clearway::events {
namespace {

namespace sql = embedded::events_sql;

void AppendInteger(std::string& text, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8)
        text.push_back(static_cast<char>(value >> shift & 0xFF));
}

// Length-prefixed, so that no two different facts have the same input.
void AppendText(std::string& text, std::string_view value) {
    AppendInteger(text, value.size());
    text.append(value);
}

}  // namespace

postgres::Migration EventStoreMigration() {
    const auto& file = embedded::events_migrations::kAll.front();
    return {file.name, file.text};
}

StoredEvent StoredEventOf(const pqxx::row& row) {
    StoredEvent event;
    event.stream_id = postgres::AsUuid(row[0]);
    event.version = row[1].as<std::int32_t>();
    event.type = postgres::AsText(row[2]);
    event.payload = postgres::AsBytes(row[3]);
    event.occurred_at = postgres::AsTimestamp(row[4]);
    event.summary = postgres::AsText(row[5]);
    event.command_id = postgres::AsUuid(row[6]);
    if (const auto trace = trace::TraceContext::FromBytes(postgres::AsBytes(row[7])))
        event.traceparent = trace->ToTraceparent();
    event.hash = postgres::AsBytes(row[8]);
    event.lane_sequence = postgres::AsInt(row[9]);
    event.event_id = DeriveEventId(event.stream_id, event.version);
    return event;
}

std::vector<StoredEvent> LoadStreams(postgres::Transaction& transaction,
                                     std::span<const core::Uuid> stream_ids) {
    postgres::UuidArray ids;
    for (const auto& id : stream_ids) ids.Add(id);
    const auto rows =
        postgres::Execute(transaction, {"load_streams", sql::kLoadStreams}, ids.Take());
    std::vector<StoredEvent> events;
    events.reserve(rows.size());
    for (const auto& row : rows) events.push_back(StoredEventOf(row));
    return events;
}

std::vector<core::Uuid> FindBegunStreams(postgres::Transaction& transaction,
                                         std::span<const core::Uuid> stream_ids,
                                         core::Timestamp since) {
    postgres::UuidArray ids;
    for (const auto& id : stream_ids) ids.Add(id);
    std::vector<core::Uuid> begun;
    for (const auto& row :
         postgres::Execute(transaction, {"find_begun_streams", sql::kFindBegunStreams}, ids.Take(),
                           core::FormatRfc3339(since)))
        begun.push_back(postgres::AsUuid(row[0]));
    return begun;
}

core::Uuid DeriveEventId(const core::Uuid& stream_id, std::int32_t version) {
    return core::Uuid::Derive(stream_id, "event:" + std::to_string(version));
}

std::string ChainHash(std::string_view predecessor, const NewEvent& event) {
    const auto& stream = event.stream_id.AsBytes();
    std::string input;
    input.reserve(96 + event.type.size() + event.payload.size());
    AppendText(input, predecessor);
    input.append(stream.begin(), stream.end());
    AppendInteger(input, static_cast<std::uint64_t>(event.version));
    AppendText(input, event.type);
    AppendInteger(input, static_cast<std::uint64_t>(core::ToMicros(event.occurred_at)));
    AppendText(input, event.payload);
    return core::AsBytes(core::Sha256(input));
}

std::int32_t FirstBrokenLink(std::span<const StoredEvent> stream) {
    std::string predecessor;
    for (const auto& stored : stream) {
        const bool beginning_is_archived = predecessor.empty() && stored.version > 1;
        const NewEvent event{.stream_id = stored.stream_id,
                             .version = stored.version,
                             .type = stored.type,
                             .payload = stored.payload,
                             .occurred_at = stored.occurred_at,
                             .summary = {}};
        if (stored.hash != ChainHash(predecessor, event) && !beginning_is_archived)
            return stored.version;
        predecessor = stored.hash;
    }
    return 0;
}

}  // namespace clearway::events
