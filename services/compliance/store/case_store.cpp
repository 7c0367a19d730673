// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/case_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/compliance/store/alert_store.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

Case ReadCase(const pqxx::row& row) {
    return {.id = postgres::AsId<core::CaseId>(row[0]),
            .subject = {.kind = static_cast<SubjectKind>(postgres::AsInt(row[1])),
                        .id = postgres::AsUuid(row[2])},
            .number = static_cast<std::int32_t>(postgres::AsInt(row[3])),
            .status = static_cast<CaseStatus>(postgres::AsInt(row[4])),
            .list_version = postgres::AsText(row[5]),
            .review_reason = postgres::AsText(row[6]),
            .opened_at = postgres::AsTimestamp(row[7]),
            .resolved_at = postgres::AsOptionalTimestamp(row[8]),
            .resolved_by = postgres::AsText(row[9]),
            .note = postgres::AsText(row[10]),
            .payment_waits = postgres::AsBool(row[11]),
            .version = static_cast<std::int32_t>(postgres::AsInt(row[12]))};
}

CaseMatch ReadMatch(const pqxx::row& row) {
    return {.role = static_cast<PartyRole>(postgres::AsInt(row[1])),
            .entry_number = postgres::AsInt(row[2]),
            .listed_name = postgres::AsText(row[3]),
            .program = postgres::AsText(row[4]),
            .score = static_cast<int>(postgres::AsInt(row[5])),
            .party_digest = AsDigest(row[6])};
}

void LoadParts(postgres::Transaction& transaction, std::span<Case> cases) {
    if (cases.empty()) return;
    std::map<core::CaseId, Case*> by_id;
    postgres::UuidArray ids;
    for (auto& one : cases) {
        by_id.emplace(one.id, &one);
        ids.Add(one.id);
    }
    for (const auto& row :
         postgres::Execute(transaction, {"load_matches", sql::kLoadMatches}, ids.Take()))
        by_id.at(postgres::AsId<core::CaseId>(row[0]))->matches.push_back(ReadMatch(row));
    for (auto& [id, alert] : LoadAlerts(transaction, cases))
        by_id.at(id)->alerts.push_back(std::move(alert));
}

std::vector<Case> Whole(postgres::Transaction& transaction, const pqxx::result& rows) {
    std::vector<Case> cases;
    for (const auto& row : rows) cases.push_back(ReadCase(row));
    LoadParts(transaction, cases);
    return cases;
}

void SaveMatches(postgres::Transaction& transaction, std::span<const Case> cases) {
    postgres::UuidArray ids;
    postgres::IntegerArray ordinals, roles, entries, scores;
    postgres::TextArray names, programs;
    postgres::BytesArray digests;
    bool any = false;
    for (const auto& one : cases) {
        std::int64_t ordinal = 0;
        for (const auto& match : one.matches) {
            any = true;
            ids.Add(one.id);
            ordinals.Add(ordinal++);
            roles.Add(static_cast<std::int64_t>(match.role));
            entries.Add(match.entry_number);
            names.Add(match.listed_name);
            programs.Add(match.program);
            scores.Add(std::int64_t{match.score});
            digests.Add(core::AsBytes(match.party_digest));
        }
    }
    if (!any) return;
    postgres::Execute(transaction, {"save_matches", sql::kSaveMatches}, ids.Take(), ordinals.Take(),
                      roles.Take(), entries.Take(), names.Take(), programs.Take(), scores.Take(),
                      digests.Take());
}

core::Result<CaseFile> ReadOne(postgres::Transaction& transaction, const core::CaseId& id,
                               Sealer* sealer) {
    const auto rows = postgres::Execute(transaction, {"get_case", sql::kGetCase}, id.ToString());
    auto cases = Whole(transaction, rows);
    if (cases.empty()) return core::ErrorCode::kCaseNotFound;
    CaseFile file{.opened = std::move(cases.front())};
    if (sealer != nullptr) file.evidence = LoadEvidence(transaction, file.opened, *sealer);
    return file;
}

core::Result<std::vector<Case>> ReadPage(postgres::Transaction& transaction,
                                         const CaseFilter& filter) {
    // The first page begins behind the end of time: one statement serves all pages.
    constexpr std::int64_t kEndOfTime = 253'402'300'799'000'000;
    const auto micros = filter.after ? core::ToMicros(filter.after->time) : kEndOfTime;
    const auto id = (filter.after ? filter.after->id : core::Uuid()).ToString();
    const auto limit = static_cast<std::int64_t>(filter.limit);
    if (!filter.status)
        return Whole(transaction, postgres::Execute(transaction, {"list_cases", sql::kListCases},
                                                    micros, id, limit));
    return Whole(transaction,
                 postgres::Execute(transaction, {"list_cases_of_status", sql::kListCasesOfStatus},
                                   micros, id, limit, static_cast<std::int64_t>(*filter.status)));
}

}  // namespace

CasesById LockCases(postgres::Transaction& transaction, const CaseKeys& keys) {
    CasesById cases;
    if (keys.IsEmpty()) return cases;
    postgres::UuidArray ids, alerts, subjects;
    postgres::IntegerArray kinds;
    for (const auto& id : keys.ids) ids.Add(id);
    for (const auto& alert : keys.alerts) alerts.Add(alert);
    for (const auto& subject : keys.subjects) {
        kinds.Add(static_cast<std::int64_t>(subject.kind));
        subjects.Add(subject.id);
    }
    const auto rows = postgres::Execute(transaction, {"lock_cases", sql::kLockCases}, ids.Take(),
                                        alerts.Take(), kinds.Take(), subjects.Take());
    for (auto& one : Whole(transaction, rows)) {
        const auto id = one.id;
        cases.emplace(id, std::move(one));
    }
    return cases;
}

void SaveCases(postgres::Transaction& transaction, std::span<const Case> cases) {
    if (cases.empty()) return;
    postgres::UuidArray ids, subjects;
    postgres::IntegerArray kinds, numbers, statuses, versions;
    postgres::TextArray lists, reasons, by, notes;
    postgres::TimestampArray opened, resolved;
    postgres::BoolArray waits;
    for (const auto& one : cases) {
        ids.Add(one.id);
        kinds.Add(static_cast<std::int64_t>(one.subject.kind));
        subjects.Add(one.subject.id);
        numbers.Add(std::int64_t{one.number});
        statuses.Add(static_cast<std::int64_t>(one.status));
        lists.Add(one.list_version);
        reasons.Add(one.review_reason);
        opened.Add(one.opened_at);
        resolved.AddOptional(one.resolved_at);
        by.Add(one.resolved_by);
        notes.Add(one.note);
        versions.Add(std::int64_t{one.version});
        waits.Add(one.payment_waits);
    }
    postgres::Execute(transaction, {"save_cases", sql::kSaveCases}, ids.Take(), kinds.Take(),
                      subjects.Take(), numbers.Take(), statuses.Take(), lists.Take(),
                      reasons.Take(), opened.Take(), resolved.Take(), by.Take(), notes.Take(),
                      versions.Take(), waits.Take());
    SaveMatches(transaction, cases);
}

async::Task<core::Result<CaseFile>> CaseReader::Get(core::CaseId id) {
    std::function<core::Result<CaseFile>(postgres::Transaction&)> read =
        [id, sealer = sealer_](postgres::Transaction& transaction) {
            return ReadOne(transaction, id, sealer);
        };
    auto found = co_await pool_.Read<CaseFile>(std::move(read));
    co_return found;
}

async::Task<core::Result<std::vector<Case>>> CaseReader::List(CaseFilter filter) {
    std::function<core::Result<std::vector<Case>>(postgres::Transaction&)> read =
        [filter](postgres::Transaction& transaction) { return ReadPage(transaction, filter); };
    auto page = co_await pool_.Read<std::vector<Case>>(std::move(read));
    co_return page;
}

}  // namespace clearway::compliance
