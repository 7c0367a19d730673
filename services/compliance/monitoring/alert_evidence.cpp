// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/alert_evidence.h"

#include <boost/json.hpp>
#include <cmath>
#include <limits>

namespace clearway::compliance {

namespace {

namespace json = boost::json;

std::string_view NameOf(SubjectKind kind) {
    return kind == SubjectKind::kParty ? "party" : "account";
}

// Whole numbers as such: 3 rather than 3.0.
json::value NumberOf(double value) {
    constexpr double kExactMax = 9e15;
    if (std::isnan(value)) return nullptr;
    if (std::floor(value) == value && std::fabs(value) < kExactMax)
        return static_cast<std::int64_t>(value);
    return value;
}

// The names that stand in the rule, with what they were.
json::object ValuesOf(const rules::PolicyProgram& program, std::size_t rule,
                      std::span<const double> row) {
    json::object values;
    for (std::size_t i = 0; i < program.Names().size(); ++i) {
        if ((program.RulesThatUse(program.Names()[i]) >> rule & 1) != 0)
            values[program.Names()[i]] = NumberOf(row[i]);
    }
    return values;
}

json::object EndOf(const MovementEnd& end) {
    json::object shown{{end.is_account ? "account_id" : "outside_id", end.id.ToString()}};
    if (end.party) shown["party_id"] = end.party->ToString();
    return shown;
}

json::array ShownOf(std::span<const Movement> movements) {
    json::array shown;
    for (const auto& movement : movements)
        shown.push_back(
            json::object{{"movement_id", movement.id.ToString()},
                         {"at", core::FormatRfc3339(movement.at)},
                         {"debtor", EndOf(movement.debtor)},
                         {"creditor", EndOf(movement.creditor)},
                         {"currency", std::string(movement.amount.GetCurrency().Code())},
                         {"amount", core::FormatDecimal(movement.amount)}});
    return shown;
}

std::vector<Movement> MovementsFor(MonitoringMemory& memory, const MonitoringPolicy& policy,
                                   const MonitoringFinding& finding) {
    const auto& terms = policy.TermsOf(finding.rule);
    if (terms.shown == Shown::kRoundTrip && finding.trip != nullptr) return finding.trip->path;
    MovementsQuery query{.subject = finding.subject,
                         .from = finding.at - terms.window.length,
                         .to = finding.at,
                         .currency = finding.currency,
                         .least = 1,
                         .most = std::numeric_limits<std::int64_t>::max(),
                         .incoming = terms.shown != Shown::kOutgoing,
                         .outgoing = terms.shown != Shown::kIncoming,
                         .sequence_max = finding.movement.sequence,
                         .limit = kShownMax};
    if (terms.shown == Shown::kJustBelow) {
        const auto band = policy.JustBelowOf(finding.currency);
        query.least = band.least;
        query.most = band.threshold - 1;
    }
    return memory.Find(query);
}

}  // namespace

RaiseAlert AlertOf(MonitoringMemory& memory, const MonitoringPolicy& policy,
                   const MonitoringFinding& finding, std::span<const double> row) {
    const auto& rule = policy.GetPolicy().rules[finding.rule];
    const auto& window = policy.TermsOf(finding.rule).window;
    const auto version = policy.GetPolicy().FullVersion();
    json::object evidence{
        {"policy_version", version},
        {"rule", rule.id},
        {"expression", rule.when},
        {"reason_code", finding.failed ? rules::kRuleFailed : rule.reason_code.c_str()},
        {"message", finding.failed ? rules::kRuleFailedMessage : rule.message.c_str()},
        {"subject_kind", std::string(NameOf(finding.subject.kind))},
        {"subject_id", finding.subject.id.ToString()},
        {"window", std::string(window.name)},
        {"window_end", core::FormatRfc3339(finding.at)},
        {"currency", std::string(finding.currency.Code())},
        {"values", ValuesOf(policy.Program(), finding.rule, row)}};
    if (finding.failed) evidence["failure"] = policy.Program().FailureOf(finding.rule, row);
    evidence["caused_by"] = finding.movement.id.ToString();
    evidence["movements"] = ShownOf(MovementsFor(memory, policy, finding));
    const auto key = std::string("monitoring/") + std::string(NameOf(finding.subject.kind)) + '/' +
                     finding.pattern + '/' + std::string(window.name) + '/' +
                     std::to_string(core::ToMicros(finding.at));
    return {.alert_id = core::Uuid::Derive(finding.subject.id, key),
            .kind = AlertKind::kMonitoring,
            .subject = finding.subject,
            .rule = version + '/' + rule.id,
            .reason_codes = finding.failed ? rules::kRuleFailed : rule.reason_code,
            .evidence = json::serialize(evidence),
            .at = finding.movement.at,
            .traceparent = finding.movement.traceparent};
}

}  // namespace clearway::compliance
