// SPDX-License-Identifier: Apache-2.0
#include "transcode/enum_text.h"

#include <google/protobuf/descriptor.h>

namespace clearway::transcode {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char ToUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// Length of the prefix that the style guide gives the values of `type`: PaymentStatus ->
// "PAYMENT_STATUS_". Zero when `name` does not carry it.
std::size_t PrefixLength(const EnumDescriptor& type, std::string_view name) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < type.name().size(); ++i) {
        const char c = type.name()[i];
        if (i > 0 && IsUpper(c)) {
            if (at >= name.size() || name[at++] != '_') return 0;
        }
        if (at >= name.size() || name[at++] != ToUpper(c)) return 0;
    }
    return at < name.size() && name[at] == '_' ? at + 1 : 0;
}

}  // namespace

std::string EnumText(const EnumValueDescriptor& value) {
    const std::string_view name = value.name();
    std::string text(name.substr(PrefixLength(*value.type(), name)));
    for (char& c : text) c = ToLower(c);
    return text;
}

const EnumValueDescriptor* ParseEnumText(const EnumDescriptor& type, std::string_view text) {
    for (int i = 0; i < type.value_count(); ++i) {
        const EnumValueDescriptor* value = type.value(i);
        if (value->number() != 0 && EnumText(*value) == text) return value;
    }
    return nullptr;
}

std::vector<std::string> EnumTexts(const EnumDescriptor& type) {
    std::vector<std::string> texts;
    for (int i = 0; i < type.value_count(); ++i) {
        if (type.value(i)->number() != 0) texts.push_back(EnumText(*type.value(i)));
    }
    return texts;
}

}  // namespace clearway::transcode
