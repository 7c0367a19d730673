// SPDX-License-Identifier: Apache-2.0
#include "rules/doubled_keys.h"

#include <boost/json/basic_parser_impl.hpp>
#include <set>

namespace clearway::rules {

namespace {

using boost::json::error_code;
using boost::json::string_view;

// Called by the parser for each piece of the document; only objects and their keys matter.
struct KeyHandler {
    static constexpr std::size_t max_object_size = -1;
    static constexpr std::size_t max_array_size = -1;
    static constexpr std::size_t max_key_size = -1;
    static constexpr std::size_t max_string_size = -1;

    std::vector<std::set<std::string>> objects;
    std::string key;
    std::vector<std::string> doubled;

    bool on_object_begin(error_code&) {
        objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error_code&) {
        objects.pop_back();
        return true;
    }
    bool on_key_part(string_view part, std::size_t, error_code&) {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(string_view part, std::size_t, error_code&) {
        key.append(part.data(), part.size());
        if (!objects.back().insert(key).second) doubled.push_back(key);
        key.clear();
        return true;
    }
    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t, error_code&) { return true; }
    bool on_string_part(string_view, std::size_t, error_code&) { return true; }
    bool on_string(string_view, std::size_t, error_code&) { return true; }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, string_view, error_code&) { return true; }
    bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
    template <class Number>
    bool on_double(Number, string_view, error_code&) {
        return true;
    }
    bool on_bool(bool, error_code&) { return true; }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

}  // namespace

std::vector<std::string> DoubledKeys(std::string_view json) {
    boost::json::basic_parser<KeyHandler> parser{boost::json::parse_options()};
    error_code error;
    parser.write_some(false, json.data(), json.size(), error);
    return std::move(parser.handler().doubled);
}

}  // namespace clearway::rules
