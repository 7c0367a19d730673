// SPDX-License-Identifier: Apache-2.0
// The transfers are divided by the month in which they were posted. A month that leaves is brought
// forward first: the balances and numbers that it leaves the accounts with stay. It does not leave
// while a window of its transfers is not settled.
#pragma once

#include <span>
#include <string>

#include "postgres/partitions.h"
#include "services/settlement/domain/transfer.h"

namespace clearway::settlement {

postgres::PartitionedTable TransferPartitions();

// Makes the partitions that lack for these transfers; another process may do so beside it.
void MakePartitionsFor(const std::string& database_url, std::span<const Transfer> transfers);

}  // namespace clearway::settlement
