// SPDX-License-Identifier: Apache-2.0
// Alerts of cases in PostgreSQL: written once, never changed. Their documents are sealed on the way
// in and opened on the way out; the database never holds one in clear.
#pragma once

#include <pqxx/pqxx>
#include <span>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "services/compliance/domain/cases/case.h"
#include "services/compliance/usecase/sealer.h"

namespace clearway::compliance {

struct NewAlert {
    core::CaseId case_id;
    core::Uuid person;  // whose key seals the document
    std::int64_t ordinal = 0;
    Alert alert;
    std::string document;
};

// A case, and whom it tells of beside its subject.
struct CasePerson {
    core::Uuid person;
    core::CaseId case_id;
};

// What is known already stays.
void SaveCasePersons(postgres::Transaction& transaction, std::span<const CasePerson> persons);

// By case, each case's alerts in their order.
std::vector<std::pair<core::CaseId, Alert>> LoadAlerts(postgres::Transaction& transaction,
                                                       std::span<const Case> cases);

// In the order of the case's alerts.
std::vector<std::optional<std::string>> LoadEvidence(postgres::Transaction& transaction,
                                                     const Case& one, Sealer& sealer);

void SaveAlerts(postgres::Transaction& transaction, std::span<const NewAlert> alerts,
                Sealer& sealer);

// Throws std::runtime_error for another size.
core::Sha256Digest AsDigest(const pqxx::field& field);

}  // namespace clearway::compliance
