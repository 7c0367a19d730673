// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/reference_words.h"

#include <algorithm>

#include "core/card_number.h"
#include "core/iban.h"

namespace clearway::reconciliation {
namespace {

constexpr std::size_t kShortest = 5;  // longer than the groups in which account numbers are written
constexpr std::size_t kLongest = 64;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsSign(char c) { return c == '-' || c == '/' || c == '.' || c == '_'; }
bool IsOfAWord(char c) { return IsDigit(c) || IsLetter(c) || IsSign(c); }

// ISO 13616 by country and length alone: better an exception than an account number that somebody
// mistyped. What is longer begins with one where the check digits say so.
bool LooksLikeIban(std::string_view word) {
    const auto length = core::IbanLength(word.substr(0, 2));
    if (length == 0 || word.size() < length || !IsDigit(word[2]) || !IsDigit(word[3])) return false;
    return word.size() == length || core::HasIbanCheckDigits(word.substr(0, length));
}

bool NamesAnAccount(std::string_view word) {
    std::string whole;
    std::string piece;
    for (const char c : word) {
        if (IsSign(c)) {
            if (LooksLikeIban(piece) || core::IsCardNumber(piece)) return true;
            piece.clear();
        } else {
            whole += c;
            piece += c;
        }
    }
    return LooksLikeIban(piece) || core::IsCardNumber(piece) || LooksLikeIban(whole) ||
           core::IsCardNumber(whole);
}

bool MayBeReference(std::string_view word) {
    return word.size() >= kShortest && word.size() <= kLongest &&
           std::ranges::any_of(word, IsDigit) && !NamesAnAccount(word);
}

}  // namespace

bool IsAccountNumber(std::string_view reference) {
    std::string whole;
    for (const char c : reference)
        if (IsDigit(c) || IsLetter(c)) whole += c;
    if (core::IsCardNumber(whole)) return true;
    return core::IbanLength(whole.substr(0, 2)) == whole.size() && core::HasIbanCheckDigits(whole);
}

std::string ReferenceWords(std::string_view text) {
    std::string words;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && IsOfAWord(text[end])) ++end;
        const auto word = text.substr(at, end - at);
        if (MayBeReference(word)) (words += words.empty() ? "" : " ") += word;
        at = std::max(end, at + 1);
    }
    return words;
}

}  // namespace clearway::reconciliation
