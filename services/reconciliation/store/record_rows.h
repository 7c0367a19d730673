// SPDX-License-Identifier: Apache-2.0
// The books' records of payments, read. Takes no lock: whoever changes them has the books already.
#pragma once

#include <pqxx/binarystring>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

// As a parameter, uuid[].
pqxx::binarystring AsArray(std::span<const core::PaymentId> payments);

// Of those payments that have one, in the order of their ids.
std::vector<Record> ReadRecords(postgres::Transaction& transaction,
                                std::span<const core::PaymentId> payments,
                                bool only_in_flight = false);

}  // namespace clearway::reconciliation
