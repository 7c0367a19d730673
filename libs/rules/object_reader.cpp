// SPDX-License-Identifier: Apache-2.0
#include "rules/object_reader.h"

#include <algorithm>

#include "rules/doubled_keys.h"

namespace clearway::rules {
namespace {

namespace json = boost::json;

constexpr std::size_t kNameMax = 40;

bool IsName(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}

}  // namespace

std::optional<json::value> ParseObject(std::string_view text, std::size_t bytes_max,
                                       std::vector<std::string>& faults) {
    if (text.size() > bytes_max) {
        faults.push_back("the file is larger than " + std::to_string(bytes_max / 1024) + " KiB");
        return std::nullopt;
    }
    json::error_code error;
    auto document = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !document.is_object()) {
        faults.emplace_back("the file must be one JSON object");
        return std::nullopt;
    }
    for (const auto& key : DoubledKeys(text)) faults.push_back(key + ": occurs twice");
    return document;
}

ObjectReader::ObjectReader(const json::value& value, std::string path,
                           std::vector<std::string>& faults,
                           std::span<const std::string_view> known)
    : path_(std::move(path)), faults_(faults) {
    if (!value.is_object()) {
        faults_.push_back(path_ + ": must be an object");
        return;
    }
    object_ = &value.get_object();
    for (const auto& member : *object_) {
        const std::string_view key(member.key().data(), member.key().size());
        if (std::ranges::find(known, key) == known.end()) Fault(key, "unknown key");
    }
}

const json::value* ObjectReader::Find(std::string_view key) const {
    return object_ ? object_->if_contains(json::string_view(key.data(), key.size())) : nullptr;
}

const json::value* ObjectReader::Require(std::string_view key) {
    const auto* value = Find(key);
    if (value == nullptr && object_) Fault(key, "is missing");
    return value;
}

void ObjectReader::Fault(std::string_view key, std::string_view what) {
    faults_.push_back(path_ + (path_.empty() ? "" : ".") + std::string(key) + ": " +
                      std::string(what));
}

std::string ObjectReader::Name(std::string_view key) {
    const auto* value = Require(key);
    if (value == nullptr) return {};
    if (value->is_string() && IsName(std::string_view(value->get_string())))
        return std::string(value->get_string());
    Fault(key, "must be 1 to 40 of a-z, 0-9, '_', '-', '.'");
    return {};
}

void ObjectReader::Text(std::string_view key, std::size_t bytes_max, std::string& into) {
    const auto* value = Find(key);
    if (value == nullptr) return;
    if (value->is_string() && !value->get_string().empty() &&
        value->get_string().size() <= bytes_max)
        into = std::string(value->get_string());
    else
        Fault(key, "must be a text of 1 to " + std::to_string(bytes_max) + " bytes");
}

std::optional<std::int64_t> ObjectReader::Number(std::string_view key, std::int64_t min,
                                                 std::int64_t max) {
    const auto* value = Find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_int64() && value->get_int64() >= min && value->get_int64() <= max)
        return value->get_int64();
    Fault(key, "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return std::nullopt;
}

void ObjectReader::Flag(std::string_view key, bool& into) {
    const auto* value = Find(key);
    if (value == nullptr) return;
    if (value->is_bool())
        into = value->get_bool();
    else
        Fault(key, "must be true or false");
}

}  // namespace clearway::rules
