// SPDX-License-Identifier: Apache-2.0
#include "rules/policy_file.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <span>

#include "rules/object_reader.h"

namespace clearway::rules {

namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kReasonCodeMax = 40;
constexpr std::size_t kMessageMax = 200;

constexpr std::int64_t kParameterMax = std::int64_t{1} << 53;  // what a rule's number holds exactly
constexpr std::pair<std::string_view, RuleMode> kModes[] = {
    {NameOf(RuleMode::kOff), RuleMode::kOff},
    {NameOf(RuleMode::kShadow), RuleMode::kShadow},
    {NameOf(RuleMode::kEnforce), RuleMode::kEnforce}};

bool IsReasonCode(std::string_view text) {
    return !text.empty() && text.size() <= kReasonCodeMax && text[0] >= 'A' && text[0] <= 'Z' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}
bool IsPrintable(std::string_view text, std::size_t length_max) {
    return !text.empty() && text.size() <= length_max &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}
bool IsMessage(std::string_view text) { return IsPrintable(text, kMessageMax); }
bool IsWhen(std::string_view text) { return IsPrintable(text, kWhenLengthMax); }

// Every member of a policy must be there.
template <class Accepts>
std::string Text(ObjectReader& reader, std::string_view key, Accepts accepts,
                 std::string_view what) {
    const auto* value = reader.Require(key);
    if (value == nullptr) return {};
    if (value->is_string() && accepts(std::string_view(value->get_string())))
        return std::string(value->get_string());
    reader.Fault(key, what);
    return {};
}

std::int64_t Number(ObjectReader& reader, std::string_view key) {
    reader.Require(key);
    return reader.Number(key, 1, kParameterMax).value_or(0);
}

Rule ReadRule(const json::value& value, const std::string& path, const PolicyForm& form,
              std::vector<std::string>& faults) {
    std::vector<std::string_view> known{"id", "mode", "when", "reason_code", "message"};
    for (const auto& key : form.rule_keys) known.push_back(key.name);
    ObjectReader reader(value, path, faults, known);
    Rule rule;
    rule.id = reader.Name("id");
    reader.Require("mode");
    reader.OneOf<RuleMode>("mode", kModes, rule.mode);
    rule.when = Text(reader, "when", IsWhen, "must be 1 to 1000 printable ASCII characters");
    rule.reason_code =
        Text(reader, "reason_code", IsReasonCode, "must be 1 to 40 of A-Z, 0-9, '_'");
    rule.message =
        Text(reader, "message", IsMessage, "must be 1 to 200 printable ASCII characters");
    for (const auto& key : form.rule_keys)
        rule.own.push_back(Text(reader, key.name, key.accepts, key.what));
    return rule;
}

Parameter ReadNumbers(const json::value& value, const ParameterKey& key,
                      std::vector<std::string>& faults) {
    std::vector<std::string_view> names;
    for (const auto& member : value.get_object()) names.emplace_back(member.key());
    ObjectReader reader(value, "parameters." + std::string(key.name), faults, names);
    Parameter parameter;
    for (const auto name : names) {
        if (!key.accepts_key(name)) reader.Fault(name, key.key_what);
        parameter.emplace(name, Number(reader, name));
    }
    return parameter;
}

std::map<std::string, Parameter> ReadParameters(const json::value* value, const PolicyForm& form,
                                                std::vector<std::string>& faults) {
    std::map<std::string, Parameter> parameters;
    if (value == nullptr) return parameters;
    std::vector<std::string_view> known;
    for (const auto& key : form.parameters) known.push_back(key.name);
    ObjectReader reader(*value, "parameters", faults, known);
    for (const auto& key : form.parameters) {
        auto& parameter = parameters[std::string(key.name)];
        if (key.accepts_key == nullptr) {
            parameter.emplace("", Number(reader, key.name));
            continue;
        }
        const auto* numbers = reader.Require(key.name);
        if (numbers == nullptr) continue;
        if (numbers->is_object() && !numbers->get_object().empty())
            parameter = ReadNumbers(*numbers, key, faults);
        else
            reader.Fault(key.name, "must be an object with at least one number");
    }
    return parameters;
}

std::vector<Rule> ReadRules(const json::value* value, const PolicyForm& form,
                            std::vector<std::string>& faults) {
    std::vector<Rule> rules;
    if (value == nullptr) return rules;
    if (!value->is_array() || value->get_array().size() > kRulesMax) {
        faults.push_back("rules: must be a list of at most 64 rules");
        return rules;
    }
    std::set<std::string> ids;
    for (const auto& item : value->get_array()) {
        const auto path = "rules[" + std::to_string(rules.size()) + "]";
        rules.push_back(ReadRule(item, path, form, faults));
        const auto& id = rules.back().id;
        if (!id.empty() && !ids.insert(id).second) faults.push_back(path + ".id: occurs twice");
    }
    return rules;
}

}  // namespace

PolicyFile ReadPolicyFile(std::string_view text, const PolicyForm& form) {
    PolicyFile file;
    const auto document = ParseObject(text, kFileBytesMax, file.faults);
    if (!document) return file;
    std::vector<std::string_view> known{"id", "version", "rules"};
    if (!form.parameters.empty()) known.emplace_back("parameters");
    ObjectReader reader(*document, "", file.faults, known);
    Policy policy;
    policy.id = reader.Name("id");
    policy.version = reader.Name("version");
    if (!form.parameters.empty())
        policy.parameters = ReadParameters(reader.Require("parameters"), form, file.faults);
    policy.rules = ReadRules(reader.Require("rules"), form, file.faults);
    if (file.faults.empty()) file.policy = std::move(policy);
    return file;
}

}  // namespace clearway::rules
