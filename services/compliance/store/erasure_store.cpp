// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/erasure_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

pqxx::binarystring ArrayOf(std::span<const core::Uuid> ids) {
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return array.Take();
}

Erasure ErasureOf(const pqxx::row& row) {
    return {.person = postgres::AsUuid(row[0]),
            .reason = static_cast<ErasureReason>(postgres::AsInt(row[1])),
            .requested_by = postgres::AsText(row[2]),
            .requested_at = postgres::AsTimestamp(row[3]),
            .erased_by = postgres::AsText(row[4]),
            .erased_at = postgres::AsOptionalTimestamp(row[5])};
}

}  // namespace

std::map<core::Uuid, Erasure> LockErasures(postgres::Transaction& transaction,
                                           std::span<const core::Uuid> persons) {
    std::map<core::Uuid, Erasure> erasures;
    for (const auto& row :
         postgres::Execute(transaction, {"lock_erasures", sql::kLockErasures}, ArrayOf(persons)))
        erasures.emplace(postgres::AsUuid(row[0]), ErasureOf(row));
    return erasures;
}

void SaveErasures(postgres::Transaction& transaction, std::span<const Erasure> erasures) {
    if (erasures.empty()) return;
    postgres::UuidArray persons;
    postgres::IntegerArray reasons;
    postgres::TextArray requested_by, erased_by;
    postgres::TimestampArray requested_at, erased_at;
    for (const auto& erasure : erasures) {
        persons.Add(erasure.person);
        reasons.Add(static_cast<std::int64_t>(erasure.reason));
        requested_by.Add(erasure.requested_by);
        requested_at.Add(erasure.requested_at);
        erased_by.Add(erasure.erased_by);
        erased_at.AddOptional(erasure.erased_at);
    }
    postgres::Execute(transaction, {"save_erasures", sql::kSaveErasures}, persons.Take(),
                      reasons.Take(), requested_by.Take(), requested_at.Take(), erased_by.Take(),
                      erased_at.Take());
}

std::map<core::Uuid, CasesOfPerson> FindCasesOfPersons(postgres::Transaction& transaction,
                                                       std::span<const core::Uuid> persons) {
    postgres::Execute(transaction, {"hold_cases", sql::kHoldCases});
    std::map<core::Uuid, CasesOfPerson> found;
    for (const auto& row : postgres::Execute(
             transaction, {"cases_of_persons", sql::kCasesOfPersons}, ArrayOf(persons))) {
        auto& cases = found[postgres::AsUuid(row[0])];
        cases.subjects.insert(postgres::AsUuid(row[1]));
        cases.kept.open |= postgres::AsBool(row[2]);
        const auto resolved_at = postgres::AsOptionalTimestamp(row[3]);
        if (resolved_at && (!cases.kept.resolved_at || *cases.kept.resolved_at < *resolved_at))
            cases.kept.resolved_at = resolved_at;
    }
    return found;
}

}  // namespace clearway::compliance
