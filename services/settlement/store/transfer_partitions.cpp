// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/transfer_partitions.h"

#include "embedded/settlement_sql.h"
#include "telemetry/log.h"

namespace clearway::settlement {

postgres::PartitionedTable TransferPartitions() {
    return {.name = "transfers",
            .each = std::string(embedded::settlement_sql::kFinishTransfers),
            .needed = std::string(embedded::settlement_sql::kTransfersNeeded),
            .before_leaving = std::string(embedded::settlement_sql::kBringForward)};
}

void MakePartitionsFor(const std::string& database_url, std::span<const Transfer> transfers) {
    postgres::Session session(database_url);
    for (const auto& transfer : transfers) {
        const auto time = transfer.posted_at;
        for (const auto& name :
             postgres::CreatePartitions(session, TransferPartitions(), time, time)) {
            log::Info("a partition was made for transfers of its time", {{"partition", name}});
        }
    }
}

}  // namespace clearway::settlement
