// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/suspense_reader.h"

#include "services/settlement/store/suspended_rows.h"

namespace clearway::settlement {

async::Task<core::Result<SuspendedTransfer>> StoredSuspenseReader::Find(core::TransferId id) {
    return pool_.Read<SuspendedTransfer>(
        [id](auto& transaction) -> core::Result<SuspendedTransfer> {
            auto found = FindSuspended(transaction, id);
            if (!found) return core::ErrorCode::kNotFound;
            return std::move(*found);
        });
}

async::Task<core::Result<std::vector<SuspendedTransfer>>> StoredSuspenseReader::List(
    bool released_too, std::optional<core::PagePosition> after, int limit) {
    return pool_.Read<std::vector<SuspendedTransfer>>(
        [released_too, after,
         limit](auto& transaction) -> core::Result<std::vector<SuspendedTransfer>> {
            return ListSuspended(transaction, released_too, after, limit);
        });
}

}  // namespace clearway::settlement
