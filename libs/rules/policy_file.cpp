// SPDX-License-Identifier: Apache-2.0
#include "rules/policy_file.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <span>

#include "rules/doubled_keys.h"

namespace clearway::rules {

namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kNameMax = 40;
constexpr std::size_t kMessageMax = 200;

constexpr std::int64_t kParameterMax = std::int64_t{1} << 53;  // what a rule's number holds exactly
constexpr std::array<RuleMode, 3> kModes{RuleMode::kOff, RuleMode::kShadow, RuleMode::kEnforce};

bool IsName(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}
bool IsReasonCode(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && text[0] >= 'A' && text[0] <= 'Z' &&
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

// Reads the members of one object and notes what is wrong, with the path of the member.
class ObjectReader {
public:
    ObjectReader(const json::object& object, std::string path, std::vector<std::string>& faults)
        : object_(object), path_(std::move(path)), faults_(faults) {}

    void RefuseOthers(std::span<const std::string_view> known) {
        for (const auto& member : object_) {
            const std::string_view key(member.key().data(), member.key().size());
            if (std::ranges::find(known, key) == known.end()) Fault(key, "unknown key");
        }
    }

    template <class Check>
    std::string Text(std::string_view key, Check check, std::string_view what) {
        const auto* value = Find(key);
        if (value == nullptr) return {};
        if (!value->is_string() || !check(std::string_view(value->get_string()))) {
            Fault(key, what);
            return {};
        }
        return std::string(value->get_string());
    }

    RuleMode Mode(std::string_view key) {
        const auto* value = Find(key);
        if (value == nullptr) return RuleMode::kOff;
        for (const auto mode : kModes) {
            if (value->is_string() && std::string_view(value->get_string()) == NameOf(mode))
                return mode;
        }
        Fault(key, "must be one of off, shadow, enforce");
        return RuleMode::kOff;
    }

    std::int64_t Number(std::string_view key) {
        const auto* value = Find(key);
        if (value == nullptr) return 0;
        if (value->is_int64() && value->get_int64() >= 1 && value->get_int64() <= kParameterMax)
            return value->get_int64();
        Fault(key, "must be a whole number from 1 to 2^53");
        return 0;
    }

    const json::value* Find(std::string_view key) {
        const auto* value = object_.if_contains(json::string_view(key.data(), key.size()));
        if (value == nullptr) Fault(key, "is missing");
        return value;
    }

    void Fault(std::string_view key, std::string_view what) {
        faults_.push_back(path_ + std::string(key) + ": " + std::string(what));
    }

private:
    const json::object& object_;
    std::string path_;
    std::vector<std::string>& faults_;
};

constexpr std::string_view kNameRule = "must be 1 to 40 of a-z, 0-9, '_', '-', '.'";

Rule ReadRule(const json::object& object, const std::string& path, const PolicyForm& form,
              std::vector<std::string>& faults) {
    ObjectReader reader(object, path, faults);
    std::vector<std::string_view> known{"id", "mode", "when", "reason_code", "message"};
    for (const auto& key : form.rule_keys) known.push_back(key.name);
    reader.RefuseOthers(known);
    auto id = reader.Text("id", IsName, kNameRule);
    const auto mode = reader.Mode("mode");
    auto when = reader.Text("when", IsWhen, "must be 1 to 1000 printable ASCII characters");
    auto code = reader.Text("reason_code", IsReasonCode, "must be 1 to 40 of A-Z, 0-9, '_'");
    auto message = reader.Text("message", IsMessage, "must be 1 to 200 printable ASCII characters");
    Rule rule{.id = std::move(id),
              .mode = mode,
              .when = std::move(when),
              .reason_code = std::move(code),
              .message = std::move(message)};
    for (const auto& key : form.rule_keys)
        rule.own.push_back(reader.Text(key.name, key.accepts, key.what));
    return rule;
}

Parameter ReadNumbers(const json::object& numbers, const ParameterKey& key,
                      std::vector<std::string>& faults) {
    Parameter parameter;
    ObjectReader reader(numbers, "parameters." + std::string(key.name) + ".", faults);
    for (const auto& member : numbers) {
        const std::string name(member.key());
        if (!key.accepts_key(name)) reader.Fault(name, key.key_what);
        parameter.emplace(name, reader.Number(name));
    }
    return parameter;
}

std::map<std::string, Parameter> ReadParameters(const json::value* value, const PolicyForm& form,
                                                std::vector<std::string>& faults) {
    std::map<std::string, Parameter> parameters;
    if (value == nullptr) return parameters;
    if (!value->is_object()) {
        faults.push_back("parameters: must be an object");
        return parameters;
    }
    ObjectReader reader(value->get_object(), "parameters.", faults);
    std::vector<std::string_view> known;
    for (const auto& key : form.parameters) known.push_back(key.name);
    reader.RefuseOthers(known);
    for (const auto& key : form.parameters) {
        auto& parameter = parameters[std::string(key.name)];
        if (key.accepts_key == nullptr) {
            parameter.emplace("", reader.Number(key.name));
            continue;
        }
        const auto* numbers = reader.Find(key.name);
        if (numbers == nullptr) continue;
        if (numbers->is_object() && !numbers->get_object().empty())
            parameter = ReadNumbers(numbers->get_object(), key, faults);
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
        const auto path = "rules[" + std::to_string(rules.size()) + "].";
        if (!item.is_object()) {
            faults.push_back(path.substr(0, path.size() - 1) + ": must be an object");
            rules.emplace_back();
            continue;
        }
        rules.push_back(ReadRule(item.get_object(), path, form, faults));
        const auto& id = rules.back().id;
        if (!id.empty() && !ids.insert(id).second) faults.push_back(path + "id: occurs twice");
    }
    return rules;
}

}  // namespace

PolicyFile ReadPolicyFile(std::string_view text, const PolicyForm& form) {
    PolicyFile file;
    if (text.size() > kFileBytesMax) {
        file.faults.push_back("the file is larger than 256 KiB");
        return file;
    }
    json::error_code error;
    const auto document = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !document.is_object()) {
        file.faults.push_back("the file must be one JSON object");
        return file;
    }
    for (const auto& key : DoubledKeys(text)) file.faults.push_back(key + ": key occurs twice");
    ObjectReader reader(document.get_object(), "", file.faults);
    std::vector<std::string_view> known{"id", "version", "rules"};
    if (!form.parameters.empty()) known.emplace_back("parameters");
    reader.RefuseOthers(known);
    Policy policy;
    policy.id = reader.Text("id", IsName, kNameRule);
    policy.version = reader.Text("version", IsName, kNameRule);
    if (!form.parameters.empty())
        policy.parameters = ReadParameters(reader.Find("parameters"), form, file.faults);
    policy.rules = ReadRules(reader.Find("rules"), form, file.faults);
    if (file.faults.empty()) file.policy = std::move(policy);
    return file;
}

}  // namespace clearway::rules
