// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rules/object_reader.h"

#include <algorithm>

namespace clearway::rail_simulator {

namespace json = boost::json;

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

void ObjectReader::Fault(std::string_view key, std::string_view what) {
    faults_.push_back(path_ + (path_.empty() ? "" : ".") + std::string(key) + ": " +
                      std::string(what));
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

}  // namespace clearway::rail_simulator
