// SPDX-License-Identifier: Apache-2.0
// Reads the members of one JSON object and notes what is wrong, with the path of the member.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::rail_simulator {

class ObjectReader {
public:
    ObjectReader(const boost::json::value& value, std::string path,
                 std::vector<std::string>& faults, std::span<const std::string_view> known);

    bool Has(std::string_view key) const { return Find(key) != nullptr; }
    const boost::json::value* Find(std::string_view key) const;
    void Fault(std::string_view key, std::string_view what);

    // What is absent is left as it is.
    void Text(std::string_view key, std::size_t bytes_max, std::string& into);
    std::optional<std::int64_t> Number(std::string_view key, std::int64_t min, std::int64_t max);
    void Flag(std::string_view key, bool& into);
    // One of some names, each with what it means.
    template <class T>
    void OneOf(std::string_view key, std::span<const std::pair<std::string_view, T>> names,
               T& into) {
        const auto* value = Find(key);
        if (value == nullptr) return;
        std::string known;
        for (const auto& [name, meaning] : names) {
            if (value->is_string() && std::string_view(value->get_string()) == name) {
                into = meaning;
                return;
            }
            known += (known.empty() ? "" : ", ") + std::string(name);
        }
        Fault(key, "must be one of " + known);
    }

private:
    const boost::json::object* object_ = nullptr;
    std::string path_;
    std::vector<std::string>& faults_;
};

}  // namespace clearway::rail_simulator
