// SPDX-License-Identifier: Apache-2.0
// Reads a JSON document member by member and names what is wrong with it: a member that is missing,
// doubled, unknown, of another type or out of range is a fault with its path. Never throws on text.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::fraud {

using Faults = std::vector<std::string>;

// Which texts are allowed, and the rule in words: "must be ...".
struct TextRule {
    bool (*allows)(std::string_view);
    std::string_view words;
};

// The document, when it is one JSON object of at most `bytes_max` without doubled keys.
std::optional<boost::json::object> ParseObject(std::string_view text, std::size_t bytes_max,
                                               Faults& faults);

// One object. Ask for its members, then call RefuseOthers for those that nobody asked for.
class StrictObject {
public:
    // `path`: what stands before a member's name in a fault, such as "training.". Both references
    // must outlive this.
    StrictObject(const boost::json::object& object, std::string path, Faults& faults)
        : object_(object), path_(std::move(path)), faults_(faults) {}

    std::string Text(std::string_view key, const TextRule& rule);
    std::int64_t Integer(std::string_view key, std::int64_t min, std::int64_t max);
    double Number(std::string_view key, double min = std::numeric_limits<double>::lowest(),
                  double max = std::numeric_limits<double>::max());

    std::vector<std::string> Texts(std::string_view key, std::size_t size_max,
                                   const TextRule& rule);
    std::vector<double> Numbers(std::string_view key, std::size_t size_max);

    // Calls read(StrictObject&) for the member, or for each object of a list.
    template <class Read>
    void Object(std::string_view key, Read read) {
        if (const auto* value = Find(key)) ReadOne(*value, std::string(key), read);
    }
    template <class Read>
    void Objects(std::string_view key, std::size_t size_max, Read read) {
        const auto* list = List(key, size_max);
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
            ReadOne((*list)[i], std::string(key) + "[" + std::to_string(i) + "]", read);
    }
    // Members of any name: calls read(name, value), which answers whether the value will do.
    template <class Read>
    void Each(const TextRule& name_rule, std::string_view words, Read read) {
        for (const auto& member : object_) {
            const std::string name(member.key());
            asked_.insert(name);
            if (!name_rule.allows(name))
                Fault(name, name_rule.words);
            else if (!read(name, member.value()))
                Fault(name, words);
        }
    }

    void RefuseOthers();
    void Fault(std::string_view key, std::string_view what);

private:
    template <class Read>
    void ReadOne(const boost::json::value& value, const std::string& name, Read read) {
        if (!value.is_object()) return Fault(name, "must be an object");
        StrictObject inner(value.get_object(), path_ + name + ".", faults_);
        read(inner);
        inner.RefuseOthers();
    }
    const boost::json::value* Find(std::string_view key);
    const boost::json::array* List(std::string_view key, std::size_t size_max);

    const boost::json::object& object_;
    std::string path_;
    Faults& faults_;
    std::set<std::string, std::less<>> asked_;
};

// The number, when it is one: JSON writes 1.0 also as 1.
std::optional<double> AsNumber(const boost::json::value& value);

}  // namespace clearway::fraud
