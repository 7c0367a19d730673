// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/answer_outline.h"

#include <algorithm>
#include <boost/json.hpp>

namespace clearway::gateway::console {
namespace {

namespace json = boost::json;

std::string Scalar(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

bool IsScalar(const json::value& value) { return !value.is_object() && !value.is_array(); }

// The values of a small object, or of a list of words, need no lines of their own.
bool FitsALine(const json::value& value) {
    if (value.is_array()) return std::ranges::all_of(value.get_array(), IsScalar);
    if (!value.is_object()) return true;
    return value.get_object().size() <= 2 &&
           std::ranges::all_of(value.get_object(),
                               [](const auto& member) { return IsScalar(member.value()); });
}

std::string Line(const json::value& value) {
    std::string line;
    const auto add = [&](const json::value& part) {
        line += (line.empty() ? "" : " ") + Scalar(part);
    };
    if (value.is_array()) {
        for (const auto& part : value.get_array()) add(part);
    } else if (value.is_object()) {
        for (const auto& member : value.get_object()) add(member.value());
    } else {
        add(value);
    }
    return line.empty() ? "none" : line;
}

// Each element of a list begins with a dash: "- name: value".
void Append(const json::object& object, const std::string& indent, std::string& out) {
    for (const auto& member : object) {
        out += indent + std::string(member.key()) + ":";
        if (FitsALine(member.value())) {
            out += " " + Line(member.value()) + "\n";
        } else if (member.value().is_object()) {
            out += "\n";
            Append(member.value().get_object(), indent + "  ", out);
        } else {
            out += "\n";
            for (const auto& element : member.value().get_array()) {
                const auto dash = out.size() + indent.size();
                Append(element.as_object(), indent + "  ", out);
                if (out.size() > dash) out[dash] = '-';
            }
        }
    }
}

}  // namespace

std::string AnswerOutline(std::string_view text) {
    std::string out;
    Append(json::parse(json::string_view(text.data(), text.size())).as_object(), "", out);
    return out;
}

}  // namespace clearway::gateway::console
