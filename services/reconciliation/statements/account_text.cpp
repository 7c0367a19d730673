// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/account_text.h"

namespace clearway::reconciliation::statements {
namespace {

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string AccountText(std::string_view account) {
    std::string text;
    for (const char c : account)
        if (c != ' ' && c != '\t') text += Upper(c);
    if (text.starts_with("IBAN")) text.erase(0, text.size() > 4 && text[4] == ':' ? 5 : 4);
    return text;
}

std::string NameText(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const char upper = Upper(c);
        if ((upper >= 'A' && upper <= 'Z') || (c >= '0' && c <= '9') ||
            static_cast<unsigned char>(c) >= 0x80)
            text += upper;
    }
    return text;
}

}  // namespace clearway::reconciliation::statements
