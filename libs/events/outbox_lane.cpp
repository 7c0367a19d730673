// SPDX-License-Identifier: Apache-2.0
#include "events/outbox_lane.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "embedded/events_sql.h"
#include "events/event_store.h"
#include "events/outbox.h"
#include "events/stored_event_row.h"
#include "postgres/array.h"
#include "postgres/retention.h"
#include "postgres/row.h"
#include "telemetry/log.h"
#include "telemetry/trace.h"

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

// A fact follows its predecessor within days: holds and reviews end. One that took longer is found
// by the second question, which asks every partition.
constexpr auto kLookBack = std::chrono::days(8);
constexpr const char* kEver = "-infinity";

struct Wanted {
    std::set<VersionKey> facts;
    core::Timestamp since = core::Timestamp::max();
};

// The facts that precede the batch's first fact of each stream, but for those that are known.
Wanted Predecessors(const std::vector<NewEvent>& events, const RecentHashes& recent,
                    Hashes& known) {
    Wanted wanted;
    std::set<VersionKey> inside;
    for (const auto& event : events) {
        inside.emplace(event.stream_id, event.version);
        const VersionKey key(event.stream_id, event.version - 1);
        if (event.version == 1 || inside.contains(key)) continue;
        if (const auto* hash = recent.Find(key.first, key.second)) {
            known.emplace(key, *hash);
            continue;
        }
        wanted.facts.insert(key);
        wanted.since = std::min(wanted.since, event.occurred_at - kLookBack);
    }
    return wanted;
}

// Finds what is wanted, and takes it off the list.
void LoadHashes(postgres::Transaction& transaction, std::set<VersionKey>& wanted,
                const std::string& since, Hashes& hashes) {
    if (wanted.empty()) return;
    postgres::UuidArray streams;
    postgres::IntegerArray versions;
    for (const auto& [stream, version] : wanted) {
        streams.Add(stream);
        versions.Add(std::int64_t{version});
    }
    for (const auto& row : postgres::Execute(
             transaction, {"load_predecessor_hashes", sql::kLoadPredecessorHashes},
             streams.Take(), versions.Take(), since)) {
        const VersionKey key(postgres::AsUuid(row[0]), row[1].as<std::int32_t>());
        hashes.emplace(key, postgres::AsBytes(row[2]));
        wanted.erase(key);
    }
}

Hashes LoadPredecessors(postgres::Transaction& transaction, const std::vector<NewEvent>& events,
                        const RecentHashes& recent) {
    Hashes hashes;
    auto wanted = Predecessors(events, recent, hashes);
    if (wanted.facts.empty()) return hashes;
    LoadHashes(transaction, wanted.facts, core::FormatRfc3339(wanted.since), hashes);
    LoadHashes(transaction, wanted.facts, kEver, hashes);
    if (wanted.facts.empty()) return hashes;
    // Not stored, so the batch was decided on what is no longer so; or it left with its partition:
    // what follows begins a chain of its own.
    if (!postgres::HasArchive(transaction))
        throw postgres::RetryBatch("a stream's predecessor is missing");
    for (const auto& key : wanted.facts) {
        log::Info("a stream goes on whose beginning was archived",
                  {{"stream", key.first.ToString()}, {"after_version", key.second}});
        hashes.emplace(key, "");
    }
    return hashes;
}

StoredEvent Chain(NewEvent event, Hashes& hashes, std::int64_t sequence) {
    std::string predecessor;
    if (event.version > 1) predecessor = hashes.at({event.stream_id, event.version - 1});
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
    postgres::TextArray types, summaries;
    postgres::BytesArray payloads, hashes, traces;
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
        const auto trace = trace::TraceContext::Parse(event.traceparent);
        trace ? traces.Add(trace->ToBytes()) : traces.AddNull();
        hashes.Add(event.hash);
    }
    const auto result = postgres::Execute(
        transaction, {"append_events", sql::kAppendEvents}, lane.number, lane.epoch,
        events.back().lane_sequence, lane.published_sequence, kLeaseSeconds, streams.Take(),
        versions.Take(), sequences.Take(), types.Take(), payloads.Take(), times.Take(),
        summaries.Take(), commands.Take(), traces.Take(), hashes.Take());
    return result.affected_rows();
}

class LaneReader {
public:
    LaneReader(postgres::Transaction& transaction, const Lane& lane, std::int64_t after, int limit)
        : transaction_(transaction), lane_(lane), after_(after), limit_(limit) {}

    std::vector<StoredEvent> Read(std::int64_t up_to, const std::string& since) const {
        std::vector<StoredEvent> events;
        for (const auto& row : postgres::Execute(transaction_, {"load_lane", sql::kLoadLane},
                                                 lane_.number, after_, up_to, since, limit_))
            events.push_back(StoredEventOf(row));
        return events;
    }

private:
    postgres::Transaction& transaction_;
    const Lane& lane_;
    const std::int64_t after_;
    const int limit_;
};

// A lane's numbers have no gap: behind one, a fact was not read.
void DropAfterGap(std::vector<StoredEvent>& events, std::int64_t after) {
    const auto gap = std::ranges::find_if(
        events, [&](const auto& event) { return event.lane_sequence != ++after; });
    events.erase(gap, events.end());
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
    constexpr auto kAnyNumber = std::numeric_limits<std::int64_t>::max();
    const auto recently = core::FormatRfc3339(core::SystemClock().Now() - kLookBack);
    postgres::Transaction transaction(session);
    const LaneReader reader(transaction, lane, after, limit);
    auto events = reader.Read(after + limit, recently);
    DropAfterGap(events, after);
    // What is known to come next may be older, as when a topic is filled again, or may have left with
    // its partition.
    const bool lacks = events.empty() && after < lane.last_sequence;
    if (lacks) events = reader.Read(after + limit, kEver);
    if (lacks && events.empty()) events = reader.Read(kAnyNumber, kEver);
    transaction.commit();
    return events;
}

std::vector<StoredEvent> AppendToLane(postgres::Transaction& transaction, const Lane& lane,
                                      std::vector<NewEvent> events, const RecentHashes& recent) {
    auto hashes = LoadPredecessors(transaction, events, recent);
    std::vector<StoredEvent> stored;
    stored.reserve(events.size());
    auto sequence = lane.last_sequence;
    for (auto& event : events) stored.push_back(Chain(std::move(event), hashes, ++sequence));
    if (Insert(transaction, lane, stored) != stored.size()) throw LaneLost();
    return stored;
}

}  // namespace clearway::events
