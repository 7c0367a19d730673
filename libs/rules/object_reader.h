// SPDX-License-Identifier: Apache-2.0
// Reads a JSON document that people write, strictly: what is unknown, doubled, of another type or
// out of range is a fault with the path of its member, and all faults are listed. Never throws on
// text.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::rules {

// The document, when it is one JSON object of at most `bytes_max`. Notes doubled keys as well: a
// parsed object keeps only the last of them.
std::optional<boost::json::value> ParseObject(std::string_view text, std::size_t bytes_max,
                                              std::vector<std::string>& faults);

// The members of one object. What is absent is left as it is and no fault, unless it says so.
class ObjectReader {
public:
    // `path` stands before a member's name in a fault, "rails[0].open"; empty for the document. A
    // value that is no object is a fault, and so is a key that is not among `known`. `value` and
    // `faults` must outlive this.
    ObjectReader(const boost::json::value& value, std::string path,
                 std::vector<std::string>& faults, std::span<const std::string_view> known);

    bool Has(std::string_view key) const { return Find(key) != nullptr; }
    const boost::json::value* Find(std::string_view key) const;
    // The same; absent is a fault.
    const boost::json::value* Require(std::string_view key);
    void Fault(std::string_view key, std::string_view what);

    // A required text of 1 to 40 of a-z, 0-9, '_', '-', '.'; empty after a fault.
    std::string Name(std::string_view key);
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

}  // namespace clearway::rules
