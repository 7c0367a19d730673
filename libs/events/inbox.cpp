// SPDX-License-Identifier: Apache-2.0
#include "events/inbox.h"

#include <optional>

#include "embedded/events_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::events {
namespace {

namespace sql = embedded::events_sql;

// The row of a partition that holds the next offset; other rows belong to a producer's lane.
constexpr std::int32_t kOffsetRow = -1;

}  // namespace

// New positions of one consumer, beside those that they follow.
struct Inbox::Moves {
    struct Move {
        std::optional<std::int64_t> from;  // none: there is no row yet
        std::int64_t to = 0;
    };

    void Add(const Key& key, const Watermarks& known, std::int64_t position) {
        const auto [move, is_first] = moves.try_emplace(key);
        if (is_first) {
            const auto stored = known.find(key);
            if (stored != known.end()) move->second.from = stored->second;
            rows_missing |= stored == known.end();
        }
        move->second.to = position;
    }
    std::int64_t At(const Key& key, const Watermarks& known) const {
        if (const auto move = moves.find(key); move != moves.end()) return move->second.to;
        const auto stored = known.find(key);
        return stored == known.end() ? 0 : stored->second;
    }

    // Under the consumer's lock.
    void Store(postgres::Transaction& transaction, const std::string& consumer) const {
        auto columns = ToColumns();
        postgres::Execute(transaction, {"advance_inbox", sql::kAdvanceInbox}, consumer,
                          columns.topics.Take(), columns.partitions.Take(), columns.lanes.Take(),
                          columns.to.Take());
    }
    // Without it: a row that another member has moved stays as it is.
    void StoreAsRemembered(postgres::Transaction& transaction, const std::string& consumer) const {
        auto columns = ToColumns();
        const auto moved = postgres::Execute(
            transaction, {"move_inbox", sql::kMoveInbox}, consumer, columns.topics.Take(),
            columns.partitions.Take(), columns.lanes.Take(), columns.from.Take(), columns.to.Take());
        if (moved.affected_rows() != moves.size())
            throw postgres::RetryBatch("another member of the group moved a position");
    }

    std::map<Key, Move> moves;
    bool rows_missing = false;

private:
    struct Columns {
        postgres::TextArray topics;
        postgres::IntegerArray partitions, lanes, from, to;
    };
    Columns ToColumns() const {
        Columns columns;
        for (const auto& [key, move] : moves) {
            columns.topics.Add(std::get<0>(key));
            columns.partitions.Add(std::int64_t{std::get<1>(key)});
            columns.lanes.Add(std::int64_t{std::get<2>(key)});
            columns.from.Add(move.from.value_or(0));
            columns.to.Add(move.to);
        }
        return columns;
    }
};

InboxMark MarkOf(const ReceivedEvent& event) {
    return {.topic = event.topic,
            .partition = event.partition,
            .offset = event.offset,
            .lane = event.lane,
            .lane_sequence = event.lane_sequence};
}

void Inbox::Begin() {
    if (under_way_) known_.clear();
    under_way_ = true;
}

Inbox::Watermarks Inbox::LockAndLoad(postgres::Transaction& transaction,
                                     const std::string& consumer) {
    postgres::Execute(transaction, {"lock_consumer", sql::kLockConsumer}, consumer);
    Watermarks watermarks;
    for (const auto& row :
         postgres::Execute(transaction, {"load_inbox", sql::kLoadInbox}, consumer)) {
        watermarks.emplace(Key(row[0].c_str(), row[1].as<std::int32_t>(), row[2].as<std::int32_t>()),
                           postgres::AsInt(row[3]));
    }
    return watermarks;
}

std::vector<bool> Inbox::Advance(postgres::Transaction& transaction, const std::string& consumer,
                                 std::span<const InboxMark> marks) {
    const bool remembered = known_.contains(consumer);
    auto& known = known_[consumer];
    if (!remembered) known = LockAndLoad(transaction, consumer);
    std::vector<bool> fresh;
    fresh.reserve(marks.size());
    Moves moves;
    for (const auto& mark : marks) {
        const Key lane(mark.topic, mark.partition, mark.lane);
        // The lane's number alone decides: offsets begin anew when a topic does, lanes never.
        const bool is_new = mark.lane_sequence > moves.At(lane, known);
        fresh.push_back(is_new);
        moves.Add(Key(mark.topic, mark.partition, kOffsetRow), known, mark.offset + 1);
        if (is_new) moves.Add(lane, known, mark.lane_sequence);
    }
    if (moves.moves.empty()) return fresh;
    if (remembered && moves.rows_missing) {
        // No row to wait at, should another member be about to make it.
        known_.erase(consumer);
        return Advance(transaction, consumer, marks);
    }
    if (remembered)
        moves.StoreAsRemembered(transaction, consumer);
    else
        moves.Store(transaction, consumer);
    for (const auto& [key, move] : moves.moves) known[key] = move.to;
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
