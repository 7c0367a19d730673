// SPDX-License-Identifier: Apache-2.0
// A payment at a rail as a row, read and written. Never: a statement of SQL.
#pragma once

#include <pqxx/row>

#include "postgres/array.h"
#include "services/settlement/rails/rail_transfer.h"

namespace clearway::settlement {

rails::RailTransfer ReadRailTransfer(const pqxx::row& row);

// What changes of a transfer.
struct TransferStateColumns {
    postgres::IntegerArray state, recall, attempts, enquiries, enquiries_before, recalls, version,
        proposal, file_position;
    postgres::TextArray rail, rule, reason_code, reason_text, return_id, proposal_reason,
        proposed_by;
    postgres::BytesArray message_digest;
    postgres::TimestampArray due_at, cut_off, file_made_at;
    postgres::UuidArray file_id;

    void Add(const rails::RailTransfer& transfer);
};

}  // namespace clearway::settlement
