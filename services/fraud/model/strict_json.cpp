// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/strict_json.h"

#include <sstream>

#include "rules/doubled_keys.h"

namespace clearway::fraud {

namespace json = boost::json;

std::optional<json::object> ParseObject(std::string_view text, std::size_t bytes_max,
                                        Faults& faults) {
    if (text.size() > bytes_max) {
        faults.push_back("is larger than " + std::to_string(bytes_max / 1024) + " KiB");
        return std::nullopt;
    }
    json::error_code error;
    auto document = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !document.is_object()) {
        faults.push_back("must be one JSON object");
        return std::nullopt;
    }
    for (const auto& key : rules::DoubledKeys(text)) faults.push_back(key + ": occurs twice");
    return std::move(document.get_object());
}

std::string StrictObject::Text(std::string_view key, const TextRule& rule) {
    const auto* value = Find(key);
    if (value == nullptr) return {};
    if (value->is_string() && rule.allows(std::string_view(value->get_string())))
        return std::string(value->get_string());
    Fault(key, rule.words);
    return {};
}

std::int64_t StrictObject::Integer(std::string_view key, std::int64_t min, std::int64_t max) {
    const auto* value = Find(key);
    if (value == nullptr) return min;
    if (value->is_int64() && value->get_int64() >= min && value->get_int64() <= max)
        return value->get_int64();
    Fault(key, "must be an integer of " + std::to_string(min) + " to " + std::to_string(max));
    return min;
}

double StrictObject::Number(std::string_view key, double min, double max) {
    const auto* value = Find(key);
    if (value == nullptr) return min;
    const auto number = AsNumber(*value);
    if (number && *number >= min && *number <= max) return *number;
    std::ostringstream words;
    words << "must be a number";
    if (max < std::numeric_limits<double>::max()) words << " of " << min << " to " << max;
    Fault(key, words.str());
    return min;
}

std::vector<std::string> StrictObject::Texts(std::string_view key, std::size_t size_max,
                                             const TextRule& rule) {
    std::vector<std::string> texts;
    const auto* list = List(key, size_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const auto& value = (*list)[i];
        if (value.is_string() && rule.allows(std::string_view(value.get_string())))
            texts.emplace_back(value.get_string());
        else
            Fault(std::string(key) + "[" + std::to_string(i) + "]", rule.words);
    }
    return texts;
}

std::vector<double> StrictObject::Numbers(std::string_view key, std::size_t size_max) {
    std::vector<double> numbers;
    const auto* list = List(key, size_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        if (const auto number = AsNumber((*list)[i]))
            numbers.push_back(*number);
        else
            Fault(std::string(key) + "[" + std::to_string(i) + "]", "must be a number");
    }
    return numbers;
}

void StrictObject::RefuseOthers() {
    for (const auto& member : object_) {
        const std::string_view key(member.key().data(), member.key().size());
        if (!asked_.contains(key)) Fault(key, "unknown key");
    }
}

void StrictObject::Fault(std::string_view key, std::string_view what) {
    faults_.push_back(path_ + std::string(key) + ": " + std::string(what));
}

const json::value* StrictObject::Find(std::string_view key) {
    asked_.emplace(key);
    const auto* value = object_.if_contains(json::string_view(key.data(), key.size()));
    if (value == nullptr) Fault(key, "is missing");
    return value;
}

const json::array* StrictObject::List(std::string_view key, std::size_t size_max) {
    const auto* value = Find(key);
    if (value == nullptr) return nullptr;
    if (value->is_array() && value->get_array().size() <= size_max) return &value->get_array();
    Fault(key, "must be a list of at most " + std::to_string(size_max));
    return nullptr;
}

std::optional<double> AsNumber(const json::value& value) {
    if (value.is_double()) return value.get_double();
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    return std::nullopt;
}

}  // namespace clearway::fraud
