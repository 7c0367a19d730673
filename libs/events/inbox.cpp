// SPDX-License-Identifier: Apache-2.0
#include "events/inbox.h"

#include <tuple>

#include "embedded/events_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::events {
namespace {

namespace sql = embedded::events_sql;

// The row of a partition that holds the next offset; other rows belong to a producer's lane.
constexpr std::int32_t kOffsetRow = -1;

using Key = std::tuple<std::string, std::int32_t, std::int32_t>;
using Watermarks = std::map<Key, std::int64_t>;

Watermarks LockInbox(postgres::Transaction& transaction, const std::string& consumer) {
    postgres::Execute(transaction, {"lock_consumer", sql::kLockConsumer}, consumer);
    Watermarks watermarks;
    for (const auto& row :
         postgres::Execute(transaction, {"load_inbox", sql::kLoadInbox}, consumer)) {
        watermarks.emplace(Key(row[0].c_str(), row[1].as<std::int32_t>(), row[2].as<std::int32_t>()),
                           postgres::AsInt(row[3]));
    }
    return watermarks;
}

void StoreInbox(postgres::Transaction& transaction, const std::string& consumer,
                const Watermarks& changed) {
    postgres::TextArray topics;
    postgres::IntegerArray partitions, lanes, positions;
    for (const auto& [key, position] : changed) {
        topics.Add(std::get<0>(key));
        partitions.Add(std::int64_t{std::get<1>(key)});
        lanes.Add(std::int64_t{std::get<2>(key)});
        positions.Add(position);
    }
    postgres::Execute(transaction, {"advance_inbox", sql::kAdvanceInbox}, consumer, topics.Take(),
                      partitions.Take(), lanes.Take(), positions.Take());
}

}  // namespace

InboxMark MarkOf(const ReceivedEvent& event) {
    return {.topic = event.topic,
            .partition = event.partition,
            .offset = event.offset,
            .lane = event.lane,
            .lane_sequence = event.lane_sequence};
}

std::vector<bool> AdvanceInbox(postgres::Transaction& transaction, const std::string& consumer,
                               std::span<const InboxMark> marks) {
    std::vector<bool> fresh;
    fresh.reserve(marks.size());
    const auto known = LockInbox(transaction, consumer);
    Watermarks changed;
    const auto position_of = [&](const Key& key) {
        const auto moved = changed.find(key);
        if (moved != changed.end()) return moved->second;
        const auto stored = known.find(key);
        return stored == known.end() ? std::int64_t{0} : stored->second;
    };
    for (const auto& mark : marks) {
        const Key offset_key(mark.topic, mark.partition, kOffsetRow);
        const Key lane_key(mark.topic, mark.partition, mark.lane);
        // The lane's number alone decides: offsets begin anew when a topic does, lanes never.
        const bool is_new = mark.lane_sequence > position_of(lane_key);
        fresh.push_back(is_new);
        changed[offset_key] = mark.offset + 1;
        if (is_new) changed[lane_key] = mark.lane_sequence;
    }
    if (!changed.empty()) StoreInbox(transaction, consumer, changed);
    return fresh;
}

Positions LoadPositions(postgres::Transaction& transaction, const std::string& consumer) {
    Positions positions;
    for (const auto& row :
         postgres::Execute(transaction, {"load_positions", sql::kLoadPositions}, consumer)) {
        positions.emplace(std::pair(std::string(row[0].c_str()), row[1].as<std::int32_t>()),
                          postgres::AsInt(row[2]));
    }
    return positions;
}

void StoreDeadLetter(postgres::Transaction& transaction, const std::string& consumer,
                     const ReceivedEvent& event, const std::string& reason) {
    postgres::Execute(transaction, {"store_dead_letter", sql::kStoreDeadLetter}, consumer,
                      event.topic, event.partition, event.offset, event.type,
                      pqxx::binarystring(event.payload), reason);
}

}  // namespace clearway::events
