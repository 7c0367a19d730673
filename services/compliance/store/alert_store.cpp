// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/alert_store.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

Alert ReadAlert(const pqxx::row& row) {
    return {.id = postgres::AsUuid(row[1]),
            .kind = static_cast<AlertKind>(postgres::AsInt(row[2])),
            .rule = postgres::AsText(row[3]),
            .list_version = postgres::AsText(row[4]),
            .reason_codes = postgres::AsText(row[5]),
            .raised_at = postgres::AsTimestamp(row[6]),
            .raised_by = postgres::AsText(row[8]),
            .evidence_digest = AsDigest(row[7])};
}

std::vector<std::string> Sealed(std::span<const NewAlert> alerts, Sealer& sealer) {
    std::vector<CaseText> clear;
    for (const auto& one : alerts)
        clear.push_back({.person = one.person,
                         .place = TextPlace::kEvidence,
                         .row = one.alert.id,
                         .text = one.document});
    return sealer.Seal(clear);
}

}  // namespace

core::Sha256Digest AsDigest(const pqxx::field& field) {
    const auto bytes = postgres::AsBytes(field);
    core::Sha256Digest digest{};
    if (bytes.size() != digest.size())
        throw std::runtime_error("a digest of another size is stored");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

void SaveCasePersons(postgres::Transaction& transaction, std::span<const CasePerson> persons) {
    if (persons.empty()) return;
    postgres::UuidArray ids, cases;
    for (const auto& one : persons) {
        ids.Add(one.person);
        cases.Add(one.case_id);
    }
    postgres::Execute(transaction, {"save_case_persons", sql::kSaveCasePersons}, ids.Take(),
                      cases.Take());
}

std::vector<std::pair<core::CaseId, Alert>> LoadAlerts(postgres::Transaction& transaction,
                                                       std::span<const Case> cases) {
    postgres::UuidArray ids;
    for (const auto& one : cases) ids.Add(one.id);
    std::vector<std::pair<core::CaseId, Alert>> alerts;
    for (const auto& row :
         postgres::Execute(transaction, {"load_alerts", sql::kLoadAlerts}, ids.Take()))
        alerts.emplace_back(postgres::AsId<core::CaseId>(row[0]), ReadAlert(row));
    return alerts;
}

std::vector<std::optional<std::string>> LoadEvidence(postgres::Transaction& transaction,
                                                     const Case& one, Sealer& sealer) {
    std::vector<CaseText> sealed;
    for (const auto& row :
         postgres::Execute(transaction, {"load_evidence", sql::kLoadEvidence}, one.id.ToString()))
        sealed.push_back({.person = one.subject.id,
                          .place = TextPlace::kEvidence,
                          .row = postgres::AsUuid(row[0]),
                          .text = postgres::AsBytes(row[1])});
    if (sealed.empty()) return {};
    return sealer.Open(sealed);
}

void SaveAlerts(postgres::Transaction& transaction, std::span<const NewAlert> alerts,
                Sealer& sealer) {
    if (alerts.empty()) return;
    const auto sealed = Sealed(alerts, sealer);
    postgres::UuidArray ids, cases;
    postgres::IntegerArray ordinals, kinds;
    postgres::TextArray rules, lists, reasons, raisers;
    postgres::TimestampArray raised;
    postgres::BytesArray digests, documents;
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        const auto& alert = alerts[i].alert;
        ids.Add(alert.id);
        cases.Add(alerts[i].case_id);
        ordinals.Add(alerts[i].ordinal);
        kinds.Add(static_cast<std::int64_t>(alert.kind));
        rules.Add(alert.rule);
        lists.Add(alert.list_version);
        reasons.Add(alert.reason_codes);
        raised.Add(alert.raised_at);
        raisers.Add(alert.raised_by);
        digests.Add(core::AsBytes(alert.evidence_digest));
        documents.Add(sealed[i]);
    }
    postgres::Execute(transaction, {"save_alerts", sql::kSaveAlerts}, ids.Take(), cases.Take(),
                      ordinals.Take(), kinds.Take(), rules.Take(), lists.Take(), reasons.Take(),
                      raised.Take(), digests.Take(), documents.Take(), raisers.Take());
}

}  // namespace clearway::compliance
