// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/config.h"

#include "host/service.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation {

namespace {

using namespace std::chrono_literals;

constexpr char kInterval[] = "CLEARWAY_RECONCILIATION_INTERVAL";
constexpr char kKeepDays[] = "CLEARWAY_RECONCILIATION_KEEP_DAYS";
constexpr char kGrace[] = "CLEARWAY_RECONCILIATION_GRACE";
constexpr char kBankAccounts[] = "CLEARWAY_RECONCILIATION_BANK_ACCOUNTS";
constexpr char kSettleDays[] = "CLEARWAY_RECONCILIATION_SETTLE_DAYS";
constexpr char kRules[] = "CLEARWAY_RECONCILIATION_RULES";

BankAccounts ReadBankAccounts(config::Environment& environment) {
    const auto path = environment.Text(kBankAccounts, "");
    if (path.empty()) return {};
    try {
        return BankAccounts::Read(path);
    } catch (const std::exception& fault) {
        environment.Fault(kBankAccounts, fault.what());
        return {};
    }
}

matching::RulesFile ReadRules(config::Environment& environment) {
    const auto path = environment.Text(kRules, "");
    if (path.empty()) return matching::ReadRulesFile(matching::DefaultRules());
    const auto text = statements::ReadFileText(path);
    if (!text.fault.empty()) {
        environment.Fault(kRules, text.fault);
        return {};
    }
    auto rules = matching::ReadRulesFile(text.text);
    for (const auto& fault : rules.faults) environment.Fault(kRules, fault);
    return rules;
}

std::chrono::days ReadKeep(config::Environment& environment) {
    return std::chrono::days(environment.Integer(kKeepDays, 400, 0, 36'500));
}

StatementAges ReadAges(config::Environment& environment) {
    StatementAges ages{
        .settle = std::chrono::days(environment.Integer(kSettleDays, 180, 0, 36'500)),
        .keep = ReadKeep(environment)};
    if (ages.settle.count() > 0 && ages.settle < 63 * 24h)
        environment.Fault(kSettleDays, "must be 63 days or more, or 0");
    if (ages.keep.count() > 0 && ages.settle.count() > 0 && ages.keep < ages.settle + 100 * 24h)
        environment.Fault(kSettleDays, std::string("must leave 100 days to ") + kKeepDays);
    return ages;
}

}  // namespace

StatementConfig StatementConfig::Read(config::Environment& environment) {
    return {.accounts = ReadBankAccounts(environment),
            .rules = ReadRules(environment),
            .ages = ReadAges(environment)};
}

Config Config::Read(config::Environment& environment) {
    Config config;
    config.interval = environment.Millis(kInterval, 10s);
    if (config.interval < 100ms) environment.Fault(kInterval, "must be 100 ms or more");
    const auto grace = environment.Millis(kGrace, 60s);
    config.grace = std::chrono::duration_cast<std::chrono::seconds>(grace);
    if (config.grace < 1s || config.grace > 7 * 86'400s)
        environment.Fault(kGrace, "must be 1 second to 7 days");
    config.keep = ReadKeep(environment);
    config.statements = StatementConfig::Read(environment);
    config.settlement_address = host::PeerAddress(environment, "settlement");
    return config;
}

}  // namespace clearway::reconciliation
