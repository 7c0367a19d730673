// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/json_pretty.h"

#include <boost/json.hpp>

namespace clearway::gateway {
namespace {

void Append(const boost::json::value& value, const std::string& indent, std::string& out);

void AppendObject(const boost::json::object& object, const std::string& indent, std::string& out) {
    if (object.empty()) {
        out += "{}";
        return;
    }
    out += '{';
    const char* separator = "\n";
    for (const auto& member : object) {
        out += separator + indent + "  ";
        separator = ",\n";
        out += boost::json::serialize(boost::json::string(member.key()));
        out += ": ";
        Append(member.value(), indent + "  ", out);
    }
    out += "\n" + indent + "}";
}

void AppendArray(const boost::json::array& array, const std::string& indent, std::string& out) {
    if (array.empty()) {
        out += "[]";
        return;
    }
    out += '[';
    const char* separator = "\n";
    for (const auto& element : array) {
        out += separator + indent + "  ";
        separator = ",\n";
        Append(element, indent + "  ", out);
    }
    out += "\n" + indent + "]";
}

void Append(const boost::json::value& value, const std::string& indent, std::string& out) {
    if (value.is_object()) {
        AppendObject(value.get_object(), indent, out);
    } else if (value.is_array()) {
        AppendArray(value.get_array(), indent, out);
    } else {
        out += boost::json::serialize(value);
    }
}

}  // namespace

std::string PrettyJson(const boost::json::value& value) {
    std::string out;
    Append(value, "", out);
    return out + "\n";
}

}  // namespace clearway::gateway
