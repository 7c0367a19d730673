// SPDX-License-Identifier: Apache-2.0
// For tests: movements in short words, the policy that ships, and what a run of it raises.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "embedded/compliance_monitoring_policy.h"
#include "services/compliance/monitoring/monitor.h"

namespace clearway::compliance {

inline const auto kNoon = *core::ParseRfc3339("2026-03-02T12:00:00Z");
inline constexpr std::chrono::hours kDay{24};

inline core::Uuid NamedId(const std::string& name) {
    return core::Uuid::Derive(core::Uuid(), "test/" + name);
}

// "shop" is an account; "shop@anna" is one of the party anna; "!bank" is outside.
inline MovementEnd EndNamed(const std::string& name) {
    if (name.starts_with('!')) return {.id = NamedId(name), .is_account = false};
    const auto at = name.find('@');
    MovementEnd end{.id = NamedId(name.substr(0, at)), .is_account = true};
    if (at != std::string::npos) end.party = NamedId(name.substr(at + 1));
    return end;
}

inline Subject AccountNamed(const std::string& name) {
    return {SubjectKind::kAccount, NamedId(name)};
}
inline Subject PartyNamed(const std::string& name) { return {SubjectKind::kParty, NamedId(name)}; }

inline core::Money Euros(std::int64_t euros, const char* currency = "EUR") {
    return {*core::Currency::Parse(currency), euros * 100};
}

// Numbers movements as they come.
class Movements {
public:
    Movements& Add(core::Timestamp at, const std::string& from, const std::string& to,
                   core::Money amount) {
        const auto sequence = static_cast<std::int64_t>(all.size()) + 1;
        all.push_back({.id = NamedId("movement " + std::to_string(sequence)),
                       .at = at,
                       .debtor = EndNamed(from),
                       .creditor = EndNamed(to),
                       .amount = amount,
                       .sequence = sequence});
        return *this;
    }

    std::vector<Movement> all;
};

inline std::string DefaultPolicyText() {
    return std::string(embedded::compliance_monitoring_policy::kPolicy);
}

// The policy that ships, with each of the rules in force.
inline std::string EnforcedPolicyText() {
    auto text = DefaultPolicyText();
    const std::string shadow = "\"shadow\"";
    for (auto at = text.find(shadow); at != std::string::npos; at = text.find(shadow))
        text.replace(at, shadow.size(), "\"enforce\"");
    return text;
}

inline SharedMonitoringPolicy PolicyOf(const std::string& text) {
    auto read = MonitoringPolicy::Read(text);
    EXPECT_TRUE(read.policy) << ::testing::PrintToString(read.faults);
    return std::move(read.policy);
}

// The policy's text with a rule of the test's own in place of all others.
inline std::string PolicyWithRule(const std::string& when, const std::string& mode = "enforce",
                                  const std::string& subject = "account",
                                  const std::string& version = "1") {
    const auto text = DefaultPolicyText();
    const auto parameters = text.substr(text.find("\"parameters\""));
    return R"({"id": "test", "version": ")" + version + "\", " +
           parameters.substr(0, parameters.find("\"rules\"")) +
           R"("rules": [{"id": "rule", "mode": ")" + mode + R"(", "subject": ")" + subject +
           R"(", "window": "7d", "evidence": "all", "when": ")" + when +
           R"(", "reason_code": "RULE", "message": "Message."}]})";
}

// "structuring" of "aml-baseline/1/structuring".
inline std::string RuleIdOf(const RaiseAlert& alert) {
    return alert.rule.substr(alert.rule.rfind('/') + 1);
}

}  // namespace clearway::compliance
