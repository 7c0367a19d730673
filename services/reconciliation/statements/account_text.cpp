// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/account_text.h"

#include <algorithm>

#include "core/check_digits.h"

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

std::optional<std::string> GermanIbanOf(std::string_view account) {
    constexpr std::size_t kBank = 8;
    constexpr std::size_t kAccount = 10;
    const auto is_number = [](std::string_view text) {
        return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (account.size() < kBank + 2 || account[kBank] != '/') return std::nullopt;
    const auto bank = account.substr(0, kBank);
    const auto own = account.substr(kBank + 1);
    if (own.size() > kAccount || !is_number(bank) || !is_number(own)) return std::nullopt;
    auto number = std::string(bank);
    number.append(kAccount - own.size(), '0').append(own);
    const auto check = std::to_string(98 - core::Mod97(number + "DE00"));
    return "DE" + std::string(2 - check.size(), '0') + check + number;
}

std::string NameText(std::string_view name) {
    std::string text;
    bool is_between = false;
    for (const char c : name) {
        const char upper = Upper(c);
        const bool is_kept = (upper >= 'A' && upper <= 'Z') || (c >= '0' && c <= '9') ||
                             static_cast<unsigned char>(c) >= 0x80;
        if (is_kept) {
            if (is_between && !text.empty()) text += ' ';
            text += upper;
        }
        // Of "S.A." and "O'Neill" the letters belong together.
        is_between = is_kept ? false : is_between || (c != '.' && c != '\'');
    }
    return text;
}

}  // namespace clearway::reconciliation::statements
