// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/books/rail_reader.h"

#include "services/settlement/store/rails/file_store.h"
#include "services/settlement/store/rails/rail_store.h"

namespace clearway::settlement {

using rails::RailTransfer;

async::Task<core::Result<std::vector<RailTransfer>>> StoredRailReader::EarliestDue(int limit) {
    return pool_.Read<std::vector<RailTransfer>>(
        [limit](auto& transaction) -> core::Result<std::vector<RailTransfer>> {
            return EarliestDueRailTransfers(transaction, limit);
        });
}

async::Task<core::Result<std::int64_t>> StoredRailReader::CursorOf(std::string rail) {
    return pool_.Read<std::int64_t>(
        [rail = std::move(rail)](auto& transaction) -> core::Result<std::int64_t> {
            return ReadRailCursor(transaction, rail);
        });
}

async::Task<core::Result<RailTransfer>> StoredRailReader::Find(rails::RailTransferId id) {
    return pool_.Read<RailTransfer>([id](auto& transaction) -> core::Result<RailTransfer> {
        auto found = FindRailTransfer(transaction, id);
        if (!found) return core::ErrorCode::kNotFound;
        return std::move(*found);
    });
}

async::Task<core::Result<std::vector<RailTransfer>>> StoredRailReader::ListWaiting(
    core::Timestamp created_before, std::optional<core::PagePosition> after, int limit) {
    return pool_.Read<std::vector<RailTransfer>>(
        [created_before, after,
         limit](auto& transaction) -> core::Result<std::vector<RailTransfer>> {
            return ListWaitingRailTransfers(transaction, created_before, after, limit);
        });
}

async::Task<core::Result<std::vector<StoredRailConflict>>> StoredRailReader::ListConflicts(
    bool resolved_too, std::optional<core::PagePosition> after, int limit) {
    return pool_.Read<std::vector<StoredRailConflict>>(
        [resolved_too, after,
         limit](auto& transaction) -> core::Result<std::vector<StoredRailConflict>> {
            return ListRailConflicts(transaction, resolved_too, after, limit);
        });
}

async::Task<core::Result<std::vector<RailCollection>>> StoredRailReader::Collections(int limit) {
    return pool_.Read<std::vector<RailCollection>>(
        [limit](auto& transaction) -> core::Result<std::vector<RailCollection>> {
            return ListRailCollections(transaction, limit);
        });
}

async::Task<core::Result<std::vector<RailTransfer>>> StoredRailReader::Gathered(
    RailCollection collection, int limit) {
    return pool_.Read<std::vector<RailTransfer>>(
        [collection = std::move(collection),
         limit](auto& transaction) -> core::Result<std::vector<RailTransfer>> {
            return ListGathered(transaction, collection, limit);
        });
}

async::Task<core::Result<int>> StoredRailReader::CountFiles(RailCollection collection) {
    return pool_.Read<int>(
        [collection = std::move(collection)](auto& transaction) -> core::Result<int> {
            return CountRailFiles(transaction, collection);
        });
}

async::Task<core::Result<StoredRailFile>> StoredRailReader::File(core::Uuid id) {
    return pool_.Read<StoredRailFile>([id](auto& transaction) -> core::Result<StoredRailFile> {
        auto found = FindRailFile(transaction, id);
        if (!found) return core::ErrorCode::kNotFound;
        return std::move(*found);
    });
}

}  // namespace clearway::settlement
