// SPDX-License-Identifier: Apache-2.0
// Payment files and their entries as rows and back. For this room only.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/payment/usecase/files/ports.h"

namespace clearway::payment {

// The column order that all statements which select files share.
PaymentFile FileOf(const pqxx::row& row);
EntryStatus EntryOf(const pqxx::row& row);
FileCount CountOf(const pqxx::row& row);

// False: there is a file of this id, or of this submission.
bool InsertFile(postgres::Transaction& transaction, const NewFile& file);

// Those that wait are under way now; the ones of these that are.
std::vector<std::int32_t> BeginEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                                       std::span<const std::int32_t> positions);
// Those that wait; how many.
std::int32_t CancelEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                           core::Timestamp now);

struct Recorded {
    std::int32_t ordered = 0;
    std::int32_t rejected = 0;
};
// Of those that waited or were under way.
Recorded RecordEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                       std::span<const EntryOutcome> outcomes, core::Timestamp now);

// Those that wait or are under way, and with them when the file is due.
void PostponeEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                     std::span<const std::int32_t> positions, core::Timestamp due_at);

}  // namespace clearway::payment
