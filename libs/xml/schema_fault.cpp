// SPDX-License-Identifier: Apache-2.0
#include "xml/schema_fault.h"

#include <libxml/xmlerror.h>

namespace clearway::xml {
namespace {

// Those that repeat no value: they name elements and attributes that are missing or unexpected.
bool SpeaksOfStructure(int code) {
    switch (code) {
        case XML_SCHEMAV_ELEMENT_CONTENT:
        case XML_SCHEMAV_MISSING:
        case XML_SCHEMAV_CVC_ELT_1:
        case XML_SCHEMAV_CVC_ELT_2:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return true;
        default: return false;
    }
}

// "{urn:iso:...}Amt" without its namespace.
std::string WithoutNamespaces(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '{') {
            const auto end = text.find('}', i);
            if (end != std::string_view::npos && text.substr(i, end - i).find(':') != text.npos) {
                i = end;
                continue;
            }
        }
        plain += text[i];
    }
    return plain;
}

// The end of the message that the schema wrote, behind the last of these words; the value, which
// may hold any words itself, stands before.
std::string_view AskedFor(std::string_view message) {
    constexpr std::string_view kWords[] = {"pattern '",
                                           "atomic type '",
                                           "union type '",
                                           "list type '",
                                           "set {",
                                           "length of '",
                                           "fractional digits",
                                           "total number of digits",
                                           "minimum value allowed (",
                                           "maximum value allowed ("};
    std::size_t begin = std::string_view::npos;
    for (const auto word : kWords) {
        const auto found = message.rfind(word);
        if (found != std::string_view::npos && (begin == std::string_view::npos || found > begin))
            begin = found;
    }
    if (begin == std::string_view::npos) return {};
    auto end = message.substr(begin);
    while (!end.empty() && (end.back() == '.' || end.back() == '\n')) end.remove_suffix(1);
    return end;
}

}  // namespace

bool IsOfSchema(const xmlError& error) { return error.domain == XML_FROM_SCHEMASV; }

std::string SchemaFault(std::string_view message, bool speaks_of_a_value) {
    while (message.ends_with('\n')) message.remove_suffix(1);
    constexpr std::string_view kElement = "Element '";
    if (!message.starts_with(kElement)) return "the document breaks its schema";
    message.remove_prefix(kElement.size());
    const auto name_end = message.find('\'');
    const auto colon = message.find(": ", name_end);
    if (name_end == std::string_view::npos || colon == std::string_view::npos)
        return "the document breaks its schema";
    const auto name = WithoutNamespaces(message.substr(0, name_end));
    const auto said = message.substr(colon + 2);
    if (!speaks_of_a_value) return name + ": " + WithoutNamespaces(said);
    const auto asked = AskedFor(said);
    std::string text = name + ": the value has not the form that its type asks for";
    return asked.empty() ? text : text + " (" + WithoutNamespaces(asked) + ")";
}

std::string SchemaFault(const xmlError& error) {
    return SchemaFault(error.message == nullptr ? "" : error.message,
                       !SpeaksOfStructure(error.code));
}

}  // namespace clearway::xml
