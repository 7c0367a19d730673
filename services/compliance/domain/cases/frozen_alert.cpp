// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/frozen_alert.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "services/compliance/domain/cases/case_words.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

json::value Parsed(const std::string& evidence) {
    boost::system::error_code fault;
    auto value = json::parse(evidence, fault);
    return fault ? json::value(evidence) : value;
}

json::array MatchesOf(const RaiseAlert& alert) {
    json::array matches;
    for (const auto& match : alert.matches)
        matches.push_back({{"role", WordOf(match.role)},
                           {"entry_number", match.entry_number},
                           {"listed_name", match.listed_name},
                           {"program", match.program},
                           {"score", match.score}});
    return matches;
}

json::value HistoryOf(const Case& before) {
    json::array alerts;
    for (const auto& alert : before.alerts)
        alerts.push_back({{"alert_id", alert.id.ToString()},
                          {"kind", WordOf(alert.kind)},
                          {"rule", alert.rule},
                          {"reason_codes", alert.reason_codes},
                          {"raised_at", core::FormatRfc3339(alert.raised_at)}});
    json::object history{
        {"case_id", before.id.ToString()},   {"number", before.number},
        {"status", WordOf(before.status)},   {"opened_at", core::FormatRfc3339(before.opened_at)},
        {"resolved_by", before.resolved_by}, {"alerts", std::move(alerts)}};
    if (before.resolved_at) history["resolved_at"] = core::FormatRfc3339(*before.resolved_at);
    return history;
}

}  // namespace

std::string FreezeAlert(const RaiseAlert& alert, const std::optional<Case>& before,
                        const core::Uuid& salt) {
    const json::object document{{"salt", salt.ToString()},
                                {"alert_id", alert.alert_id.ToString()},
                                {"kind", WordOf(alert.kind)},
                                {"subject", WordOf(alert.subject.kind)},
                                {"subject_id", alert.subject.id.ToString()},
                                {"raised_at", core::FormatRfc3339(alert.at)},
                                {"list_version", alert.list_version},
                                {"rule", alert.rule},
                                {"reason_codes", alert.reason_codes},
                                {"raised_by", alert.raised_by},
                                {"matches", MatchesOf(alert)},
                                {"history", before ? HistoryOf(*before) : json::value()},
                                {"evidence", Parsed(alert.evidence)}};
    return json::serialize(document);
}

}  // namespace clearway::compliance
