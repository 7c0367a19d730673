// SPDX-License-Identifier: Apache-2.0
#include "events/outbox_lane.h"

#include <map>

#include "embedded/events_sql.h"
#include "events/event_store.h"
#include "events/outbox.h"
#include "events/stored_event_row.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::events {
namespace {

namespace sql = embedded::events_sql;

Lane LaneOf(const pqxx::row& row) {
    return {.number = row[0].as<std::int16_t>(),
            .epoch = postgres::AsInt(row[1]),
            .last_sequence = postgres::AsInt(row[2]),
            .published_sequence = postgres::AsInt(row[3])};
}

using VersionKey = std::pair<core::Uuid, std::int32_t>;
using Hashes = std::map<VersionKey, std::string>;

// Hashes of the facts that precede the batch's first fact of each stream.
Hashes LoadPredecessors(postgres::Transaction& transaction, const std::vector<NewEvent>& events) {
    postgres::UuidArray streams;
    postgres::IntegerArray versions;
    Hashes inside;
    bool any = false;
    for (const auto& event : events) {
        inside.emplace(VersionKey(event.stream_id, event.version), "");
        if (event.version == 1 || inside.contains({event.stream_id, event.version - 1})) continue;
        streams.Add(event.stream_id);
        versions.Add(std::int64_t{event.version} - 1);
        any = true;
    }
    Hashes hashes;
    if (!any) return hashes;
    for (const auto& row : postgres::Execute(
             transaction, {"load_predecessor_hashes", sql::kLoadPredecessorHashes},
             streams.Take(), versions.Take())) {
        hashes.emplace(VersionKey(postgres::AsUuid(row[0]), row[1].as<std::int32_t>()),
                       postgres::AsBytes(row[2]));
    }
    return hashes;
}

StoredEvent Chain(NewEvent event, Hashes& hashes, std::int64_t sequence) {
    std::string predecessor;
    if (event.version > 1) {
        const auto found = hashes.find({event.stream_id, event.version - 1});
        if (found == hashes.end())
            throw postgres::RetryBatch("a stream's predecessor is missing");
        predecessor = found->second;
    }
    StoredEvent stored;
    stored.hash = ChainHash(predecessor, event);
    hashes[{event.stream_id, event.version}] = stored.hash;
    stored.event_id = DeriveEventId(event.stream_id, event.version);
    stored.stream_id = event.stream_id;
    stored.version = event.version;
    stored.type = std::move(event.type);
    stored.payload = std::move(event.payload);
    stored.occurred_at = event.occurred_at;
    stored.summary = std::move(event.summary);
    stored.command_id = event.command_id;
    stored.traceparent = std::move(event.traceparent);
    stored.lane_sequence = sequence;
    return stored;
}

// Executes append_events.sql; the number of rows stored.
std::size_t Insert(postgres::Transaction& transaction, const Lane& lane,
                   const std::vector<StoredEvent>& events) {
    postgres::UuidArray streams, commands;
    postgres::IntegerArray versions, sequences;
    postgres::TextArray types, summaries, traces;
    postgres::BytesArray payloads, hashes;
    postgres::TimestampArray times;
    for (const auto& event : events) {
        streams.Add(event.stream_id);
        versions.Add(std::int64_t{event.version});
        sequences.Add(event.lane_sequence);
        types.Add(event.type);
        payloads.Add(event.payload);
        times.Add(event.occurred_at);
        summaries.Add(event.summary);
        commands.AddUnlessNil(event.command_id);
        event.traceparent.empty() ? traces.AddNull() : traces.Add(event.traceparent);
        hashes.Add(event.hash);
    }
    const auto result = postgres::Execute(
        transaction, {"append_events", sql::kAppendEvents}, lane.number, lane.epoch,
        events.back().lane_sequence, lane.published_sequence, kLeaseSeconds, streams.Take(),
        versions.Take(), sequences.Take(), types.Take(), payloads.Take(), times.Take(),
        summaries.Take(), commands.Take(), traces.Take(), hashes.Take());
    return result.affected_rows();
}

}  // namespace

Lane AcquireLane(postgres::Session& session, const std::string& instance) {
    postgres::Transaction transaction(session);
    auto rows = postgres::Execute(transaction, {"reacquire_lane", sql::kReacquireLane}, instance,
                                  kLeaseSeconds);
    if (rows.empty())
        rows = postgres::Execute(transaction, {"acquire_lane", sql::kAcquireLane}, instance,
                                 kLeaseSeconds);
    if (rows.empty())
        rows = postgres::Execute(transaction, {"create_lane", sql::kCreateLane}, instance,
                                 kLeaseSeconds);
    const auto lane = LaneOf(rows[0]);
    transaction.commit();
    return lane;
}

std::vector<Lane> AdoptOrphans(postgres::Session& session, const std::string& instance,
                               const Lane& own) {
    postgres::Transaction transaction(session);
    std::vector<Lane> lanes;
    for (const auto& row :
         postgres::Execute(transaction, {"orphaned_lanes", sql::kOrphanedLanes},
                           instance + "/adopter", kLeaseSeconds, own.number)) {
        lanes.push_back(LaneOf(row));
    }
    transaction.commit();
    return lanes;
}

std::optional<std::int64_t> RenewLane(postgres::Session& session, const Lane& lane,
                                      double lease_seconds) {
    postgres::Transaction transaction(session);
    const auto rows = postgres::Execute(transaction, {"renew_lane", sql::kRenewLane}, lane.number,
                                        lane.epoch, lease_seconds, lane.published_sequence);
    if (rows.empty()) return std::nullopt;
    const auto last = postgres::AsInt(rows[0][0]);
    transaction.commit();
    return last;
}

std::optional<std::int64_t> LockLane(postgres::Transaction& transaction, const Lane& lane) {
    const auto rows =
        postgres::Execute(transaction, {"lock_lane", sql::kLockLane}, lane.number, lane.epoch);
    if (rows.empty()) return std::nullopt;
    return postgres::AsInt(rows[0][0]);
}

std::vector<StoredEvent> LoadLane(postgres::Session& session, const Lane& lane, std::int64_t after,
                                  int limit) {
    postgres::Transaction transaction(session);
    std::vector<StoredEvent> events;
    for (const auto& row : postgres::Execute(transaction, {"load_lane", sql::kLoadLane},
                                             lane.number, after, limit)) {
        events.push_back(StoredEventOf(row));
    }
    transaction.commit();
    return events;
}

std::vector<StoredEvent> AppendToLane(postgres::Transaction& transaction, const Lane& lane,
                                      std::vector<NewEvent> events) {
    auto hashes = LoadPredecessors(transaction, events);
    std::vector<StoredEvent> stored;
    stored.reserve(events.size());
    auto sequence = lane.last_sequence;
    for (auto& event : events) stored.push_back(Chain(std::move(event), hashes, ++sequence));
    if (Insert(transaction, lane, stored) != stored.size()) throw LaneLost();
    return stored;
}

}  // namespace clearway::events
