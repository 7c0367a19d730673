// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/case_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"
#include "services/compliance/store/alert_store.h"
#include "services/compliance/store/comment_store.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

std::optional<Proposal> ReadProposal(const pqxx::row& row) {
    if (row[17].is_null()) return std::nullopt;
    return Proposal{.decision = static_cast<CaseStatus>(postgres::AsInt(row[17])),
                    .by = postgres::AsText(row[18]),
                    .note = postgres::AsText(row[19]),
                    .at = postgres::AsTimestamp(row[20])};
}

Case ReadCase(const pqxx::row& row) {
    return {.id = postgres::AsId<core::CaseId>(row[0]),
            .subject = {.kind = static_cast<SubjectKind>(postgres::AsInt(row[1])),
                        .id = postgres::AsUuid(row[2])},
            .number = static_cast<std::int32_t>(postgres::AsInt(row[3])),
            .status = static_cast<CaseStatus>(postgres::AsInt(row[4])),
            .cleared_matches = static_cast<std::size_t>(postgres::AsInt(row[22])),
            .list_version = postgres::AsText(row[5]),
            .review_reason = postgres::AsText(row[6]),
            .opened_at = postgres::AsTimestamp(row[7]),
            .resolved_at = postgres::AsOptionalTimestamp(row[8]),
            .resolved_by = postgres::AsText(row[9]),
            .note = postgres::AsText(row[10]),
            .payment_waits = postgres::AsBool(row[11]),
            .assignee = postgres::AsText(row[13]),
            .priority = static_cast<Priority>(postgres::AsInt(row[14])),
            .waits_since = postgres::AsTimestamp(row[15]),
            .due_at = postgres::AsTimestamp(row[16]),
            .proposal = ReadProposal(row),
            .comments = static_cast<std::int32_t>(postgres::AsInt(row[21])),
            .version = static_cast<std::int32_t>(postgres::AsInt(row[12]))};
}

CaseMatch ReadMatch(const pqxx::row& row) {
    return {.role = static_cast<PartyRole>(postgres::AsInt(row[1])),
            .entry_number = postgres::AsInt(row[2]),
            .listed_name = postgres::AsText(row[3]),
            .program = postgres::AsText(row[4]),
            .score = static_cast<int>(postgres::AsInt(row[5])),
            .party_digest = AsDigest(row[6]),
            .party = postgres::AsUuid(row[7])};
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
    postgres::UuidArray ids, parties;
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
            parties.AddUnlessNil(match.party);
        }
    }
    if (!any) return;
    postgres::Execute(transaction, {"save_matches", sql::kSaveMatches}, ids.Take(), ordinals.Take(),
                      roles.Take(), entries.Take(), names.Take(), programs.Take(), scores.Take(),
                      digests.Take(), parties.Take());
}

core::Result<CaseFile> ReadOne(postgres::Transaction& transaction, const core::CaseId& id,
                               Sealer& sealer) {
    const auto rows = postgres::Execute(transaction, {"get_case", sql::kGetCase}, id.ToString());
    auto cases = Whole(transaction, rows);
    if (cases.empty()) return core::ErrorCode::kCaseNotFound;
    CaseFile file{.opened = std::move(cases.front())};
    file.evidence = LoadEvidence(transaction, file.opened, sealer);
    file.comments = LoadComments(transaction, file.opened, sealer);
    return file;
}

core::Result<std::vector<Case>> ReadPage(postgres::Transaction& transaction,
                                         const CaseFilter& filter) {
    const bool by_due = filter.order == CaseOrder::kDueFirst;
    const auto micros =
        by_due ? postgres::MicrosAfter(filter.after) : postgres::MicrosBefore(filter.after);
    const auto status = filter.status ? static_cast<std::int64_t>(*filter.status) : 0;
    const auto kind = filter.kind ? static_cast<std::int64_t>(*filter.kind) : 0;
    const auto overdue_at = filter.overdue_at ? core::ToMicros(*filter.overdue_at) : 0;
    const auto statement = by_due ? postgres::Statement{"list_cases_by_due", sql::kListCasesByDue}
                                  : postgres::Statement{"list_cases", sql::kListCases};
    return Whole(transaction,
                 postgres::Execute(transaction, statement, micros, postgres::IdAt(filter.after),
                                   static_cast<std::int64_t>(filter.limit), status, kind,
                                   filter.assignee, overdue_at, filter.proposed));
}

core::Result<std::vector<CaseCount>> ReadCounts(postgres::Transaction& transaction,
                                                core::Timestamp now) {
    std::vector<CaseCount> counts;
    for (const auto& row :
         postgres::Execute(transaction, {"count_cases", sql::kCountCases}, core::ToMicros(now)))
        counts.push_back({.kind = static_cast<AlertKind>(postgres::AsInt(row[0])),
                          .age = static_cast<CaseAge>(postgres::AsInt(row[1])),
                          .open = postgres::AsInt(row[2]),
                          .overdue = postgres::AsInt(row[3]),
                          .proposed = postgres::AsInt(row[4]),
                          .unassigned = postgres::AsInt(row[5])});
    return counts;
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
    postgres::IntegerArray kinds, numbers, statuses, versions, priorities, proposed, comments,
        cleared;
    postgres::TextArray lists, reasons, by, notes, assignees, proposers, proposal_notes;
    postgres::TimestampArray opened, resolved, since, due, proposed_at;
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
        assignees.Add(one.assignee);
        priorities.Add(static_cast<std::int64_t>(one.priority));
        since.Add(one.waits_since);
        due.Add(one.due_at);
        const auto& proposal = one.proposal;
        proposed.AddOptional(proposal ? std::optional(static_cast<std::int64_t>(proposal->decision))
                                      : std::nullopt);
        proposers.Add(proposal ? proposal->by : "");
        proposal_notes.Add(proposal ? proposal->note : "");
        proposed_at.AddOptional(proposal ? std::optional(proposal->at) : std::nullopt);
        comments.Add(std::int64_t{one.comments});
        cleared.Add(static_cast<std::int64_t>(one.cleared_matches));
    }
    postgres::Execute(transaction, {"save_cases", sql::kSaveCases}, ids.Take(), kinds.Take(),
                      subjects.Take(), numbers.Take(), statuses.Take(), lists.Take(),
                      reasons.Take(), opened.Take(), resolved.Take(), by.Take(), notes.Take(),
                      versions.Take(), waits.Take(), assignees.Take(), priorities.Take(),
                      since.Take(), due.Take(), proposed.Take(), proposers.Take(),
                      proposal_notes.Take(), proposed_at.Take(), comments.Take(), cleared.Take());
    SaveMatches(transaction, cases);
}

async::Task<core::Result<CaseFile>> CaseReader::Get(core::CaseId id) {
    std::function<core::Result<CaseFile>(postgres::Transaction&)> read =
        [id, &sealer = sealer_](postgres::Transaction& transaction) {
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

async::Task<core::Result<std::vector<CaseCount>>> CaseReader::Count(core::Timestamp now) {
    std::function<core::Result<std::vector<CaseCount>>(postgres::Transaction&)> read =
        [now](postgres::Transaction& transaction) { return ReadCounts(transaction, now); };
    auto counts = co_await pool_.Read<std::vector<CaseCount>>(std::move(read));
    co_return counts;
}

}  // namespace clearway::compliance
