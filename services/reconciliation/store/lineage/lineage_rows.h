// SPDX-License-Identifier: Apache-2.0
// Rows of lineage's statements as values.
#pragma once

#include "postgres/row.h"
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

LineOnTrail ToLine(const pqxx::row& row);
ExpectationOnTrail ToExpectation(const pqxx::row& row);
MatchOnTrail ToMatch(const pqxx::row& row);

}  // namespace clearway::reconciliation
