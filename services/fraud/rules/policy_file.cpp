// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/policy_file.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <span>

#include "services/fraud/rules/doubled_keys.h"

namespace clearway::fraud::rules {

namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kNameMax = 40;
constexpr std::size_t kMessageMax = 200;

template <class Value>
struct Word {
    std::string_view text;
    Value value;
};
constexpr std::array<Word<RuleMode>, 3> kModes{
    {{"off", RuleMode::kOff}, {"shadow", RuleMode::kShadow}, {"enforce", RuleMode::kEnforce}}};
constexpr std::array<Word<Outcome>, 3> kOutcomes{{{"challenge", Outcome::kChallenge},
                                                  {"review", Outcome::kReview},
                                                  {"decline", Outcome::kDecline}}};

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
bool IsIsoCode(std::string_view text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
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

    template <class Value, std::size_t kSize>
    Value OneOf(std::string_view key, const std::array<Word<Value>, kSize>& words) {
        const auto* value = Find(key);
        if (value == nullptr) return words[0].value;
        std::string what = "must be one of";
        for (const auto& word : words) {
            if (value->is_string() && std::string_view(value->get_string()) == word.text)
                return word.value;
            what += (&word == words.data() ? " " : ", ") + std::string(word.text);
        }
        Fault(key, what);
        return words[0].value;
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

Rule ReadRule(const json::object& object, const std::string& path,
              std::vector<std::string>& faults) {
    ObjectReader reader(object, path, faults);
    constexpr std::array<std::string_view, 7> kKnown{"id",          "mode",    "when",    "outcome",
                                                     "reason_code", "message", "iso_code"};
    reader.RefuseOthers(kKnown);
    auto id = reader.Text("id", IsName, kNameRule);
    const auto mode = reader.OneOf("mode", kModes);
    auto when = reader.Text("when", IsWhen, "must be 1 to 1000 printable ASCII characters");
    const auto outcome = reader.OneOf("outcome", kOutcomes);
    auto code = reader.Text("reason_code", IsReasonCode, "must be 1 to 40 of A-Z, 0-9, '_'");
    auto message = reader.Text("message", IsMessage, "must be 1 to 200 printable ASCII characters");
    auto iso_code = reader.Text("iso_code", IsIsoCode, "must be 4 of A-Z, 0-9");
    return Rule{.id = std::move(id),
                .mode = mode,
                .when = std::move(when),
                .outcome = outcome,
                .reason = {std::move(code), std::move(message), std::move(iso_code)}};
}

std::vector<Rule> ReadRules(const json::value* value, std::vector<std::string>& faults) {
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
        rules.push_back(ReadRule(item.get_object(), path, faults));
        const auto& id = rules.back().id;
        if (!id.empty() && !ids.insert(id).second) faults.push_back(path + "id: occurs twice");
    }
    return rules;
}

}  // namespace

PolicyFile ReadPolicyFile(std::string_view text) {
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
    constexpr std::array<std::string_view, 3> kKnown{"id", "version", "rules"};
    reader.RefuseOthers(kKnown);
    Policy policy;
    policy.id = reader.Text("id", IsName, kNameRule);
    policy.version = reader.Text("version", IsName, kNameRule);
    policy.rules = ReadRules(reader.Find("rules"), file.faults);
    if (file.faults.empty()) file.policy = std::move(policy);
    return file;
}

}  // namespace clearway::fraud::rules
