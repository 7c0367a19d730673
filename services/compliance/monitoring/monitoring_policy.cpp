// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/monitoring_policy.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "rules/policy_file.h"

namespace clearway::compliance {

namespace {

// Places in rules::Rule::own.
constexpr std::size_t kSubject = 0, kWindow = 1, kShown = 2;

constexpr std::array<std::string_view, 2> kSubjects{"account", "party"};
constexpr std::array<std::string_view, 5> kShownWords{"all", "incoming", "outgoing", "just_below",
                                                      "round_trip"};

template <std::size_t kSize>
bool IsOneOf(const std::array<std::string_view, kSize>& words, std::string_view text) {
    return std::ranges::find(words, text) != words.end();
}

bool IsSubject(std::string_view text) { return IsOneOf(kSubjects, text); }
bool IsShown(std::string_view text) { return IsOneOf(kShownWords, text); }
bool IsWindow(std::string_view text) {
    return std::ranges::find(kWindows, text, &MonitoringWindow::name) != kWindows.end();
}

// Currencies that a policy does not name have the number of this key, in their own major units.
constexpr std::string_view kOtherCurrencies = "*";
bool IsCurrencyKey(std::string_view text) {
    return text == kOtherCurrencies || core::Currency::Parse(text).has_value();
}

constexpr std::array<rules::RuleKey, 3> kRuleKeys{
    {{"subject", IsSubject, "must be one of account, party"},
     {"window", IsWindow, "must be one of 24h, 7d, 30d"},
     {"evidence", IsShown, "must be one of all, incoming, outgoing, just_below, round_trip"}}};

constexpr std::string_view kCurrencyFault = "must be a currency of ISO 4217, or * for the others";
constexpr std::array<rules::ParameterKey, 6> kParameters{
    {{"reporting_threshold", IsCurrencyKey, kCurrencyFault},
     {"notable_sum", IsCurrencyKey, kCurrencyFault},
     {"round_trip_amount_min", IsCurrencyKey, kCurrencyFault},
     {"just_below_percent"},
     {"round_trip_kept_percent"},
     {"quiet_days_min"}}};
constexpr rules::PolicyForm kForm{.rule_keys = kRuleKeys, .parameters = kParameters};

std::vector<std::string> MakeNames() {
    std::vector<std::string> names;
    for (const std::string direction : {"in_", "out_"}) {
        for (const auto& window : kWindows) {
            const auto end = "_" + std::string(window.name);
            for (const auto* measure : {"count", "sum", "just_below_count", "just_below_sum"})
                names.push_back(direction + measure + end);
            names.push_back((direction == "in_" ? "payers" : "payees") + end);
        }
    }
    for (const auto& window : kPassOnWindows) {
        names.push_back("passed_on_sum_" + std::string(window.name));
        names.push_back("passed_on_share_" + std::string(window.name));
    }
    for (const auto* name :
         {"quiet_days", "amount", "incoming", "round_trip_accounts", "round_trip_amount"})
        names.emplace_back(name);
    for (const auto& parameter : kParameters) names.emplace_back(parameter.name);
    return names;
}

std::int64_t MinorUnitsOf(std::int64_t major, const core::Currency& currency) {
    for (int i = 0; i < currency.Exponent(); ++i) {
        if (major > std::numeric_limits<std::int64_t>::max() / 10)
            return std::numeric_limits<std::int64_t>::max();
        major *= 10;
    }
    return major;
}

// Parameters whose form the file's reader cannot know.
std::vector<std::string> FaultsOf(const rules::Policy& policy) {
    std::vector<std::string> faults;
    for (const auto* name : {"just_below_percent", "round_trip_kept_percent"}) {
        if (policy.parameters.at(name).at("") > 100)
            faults.push_back("parameters." + std::string(name) + ": must be at most 100");
    }
    for (const auto& parameter : kParameters) {
        if (parameter.accepts_key != nullptr &&
            !policy.parameters.at(std::string(parameter.name)).contains("*"))
            faults.push_back("parameters." + std::string(parameter.name) +
                             ": must have a number for *, the currencies that it does not name");
    }
    return faults;
}

}  // namespace

MonitoringPolicy::MonitoringPolicy(std::unique_ptr<const rules::PolicyProgram> program)
    : program_(std::move(program)) {
    for (const auto& rule : program_->GetPolicy().rules) {
        const auto shown = std::ranges::find(kShownWords, rule.own[kShown]) - kShownWords.begin();
        terms_.push_back(
            {.subject =
                 rule.own[kSubject] == kSubjects[0] ? SubjectKind::kAccount : SubjectKind::kParty,
             .window = *std::ranges::find(kWindows, rule.own[kWindow], &MonitoringWindow::name),
             .shown = static_cast<Shown>(shown)});
    }
}

MonitoringPolicy::ReadResult MonitoringPolicy::Read(std::string_view text) {
    auto file = rules::ReadPolicyFile(text, kForm);
    if (!file.policy) return {nullptr, std::move(file.faults)};
    auto faults = FaultsOf(*file.policy);
    auto compiled = rules::PolicyProgram::Compile(std::move(*file.policy), Names());
    for (auto& fault : compiled.faults) faults.push_back(std::move(fault));
    if (!faults.empty()) return {nullptr, std::move(faults)};
    return {
        std::shared_ptr<const MonitoringPolicy>(new MonitoringPolicy(std::move(compiled.program))),
        {}};
}

const std::vector<std::string>& MonitoringPolicy::Names() {
    static const auto names = MakeNames();
    return names;
}

std::int64_t MonitoringPolicy::Parameter(std::string_view name,
                                         const core::Currency& currency) const {
    const auto& numbers = GetPolicy().parameters.at(std::string(name));
    for (const auto& key : {std::string(currency.Code()), std::string(kOtherCurrencies)}) {
        if (const auto found = numbers.find(key); found != numbers.end()) return found->second;
    }
    return numbers.at("");
}

JustBelow MonitoringPolicy::JustBelowOf(const core::Currency& currency) const {
    const auto threshold = MinorUnitsOf(Parameter("reporting_threshold", currency), currency);
    const auto percent = Parameter("just_below_percent", currency);
    // Rounded up: 80 % of 10.01 is from 8.01 on.
    const auto least = (static_cast<__int128>(threshold) * percent + 99) / 100;
    return {.least = static_cast<std::int64_t>(least), .threshold = threshold};
}

RoundTripTerms MonitoringPolicy::RoundTripTermsOf(const core::Currency& currency) const {
    return {.amount_min = MinorUnitsOf(Parameter("round_trip_amount_min", currency), currency),
            .kept_percent = Parameter("round_trip_kept_percent", currency)};
}

std::vector<double> MonitoringPolicy::RowOf(const Features& features, const RowMovement& movement,
                                            const core::Currency& currency) const {
    const auto unit = static_cast<double>(MinorUnitsOf(1, currency));
    const auto number = [](std::int64_t value) { return static_cast<double>(value); };
    const auto amount = [&](std::int64_t minor) { return number(minor) / unit; };
    std::vector<double> row;
    row.reserve(Names().size());
    for (const auto& direction : features.flows) {
        for (const auto& flow : direction)
            row.insert(row.end(),
                       {number(flow.count), amount(flow.sum), number(flow.just_below_count),
                        amount(flow.just_below_sum), number(flow.counterparties)});
    }
    for (const auto& passed : features.passed_on) {
        row.push_back(amount(passed.out));
        row.push_back(passed.in == 0 ? std::numeric_limits<double>::quiet_NaN()
                                     : number(passed.out) / number(passed.in));
    }
    row.insert(row.end(),
               {number(features.quiet_days), amount(movement.amount),
                movement.direction == Direction::kIn ? 1.0 : 0.0,
                number(movement.round_trip_accounts), amount(movement.round_trip_amount)});
    for (const auto& parameter : kParameters)
        row.push_back(number(Parameter(parameter.name, currency)));
    return row;
}

}  // namespace clearway::compliance
