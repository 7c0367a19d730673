// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/reference_words.h"

#include <algorithm>

namespace clearway::reconciliation {
namespace {

constexpr std::size_t kShortest = 5;  // longer than the groups in which account numbers are written
constexpr std::size_t kLongest = 64;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool IsSign(char c) { return c == '-' || c == '/' || c == '.' || c == '_'; }
bool IsOfAWord(char c) { return IsDigit(c) || IsLetter(c) || IsSign(c); }

// ISO 13616 by its form alone; RF begins a creditor reference. A reference of that form is not
// kept: better an exception than an account number.
bool LooksLikeIban(std::string_view word) {
    if (word.size() < 15 || word.size() > 34 || word.starts_with("RF")) return false;
    return IsLetter(word[0]) && IsLetter(word[1]) && IsDigit(word[2]) && IsDigit(word[3]) &&
           std::ranges::count_if(word, IsDigit) >= 10;
}

// The number of a card by its length and check digit.
bool LooksLikeCard(std::string_view word) {
    if (word.size() < 13 || word.size() > 19 || !std::ranges::all_of(word, IsDigit)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const int digit = word[word.size() - 1 - i] - '0';
        const int weighed = i % 2 == 0 ? digit : digit * 2;
        sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
}

// ISO 7064, mod 97-10, of a number that looks like one.
bool HasIbanCheckDigits(std::string_view iban) {
    const auto moved = std::string(iban.substr(4)) + std::string(iban.substr(0, 4));
    int rest = 0;
    for (const char c : moved) {
        const int value = IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
}

bool NamesAnAccount(std::string_view word) {
    std::string whole;
    std::string piece;
    for (const char c : word) {
        if (IsSign(c)) {
            if (LooksLikeIban(piece) || LooksLikeCard(piece)) return true;
            piece.clear();
        } else {
            whole += c;
            piece += c;
        }
    }
    return LooksLikeIban(piece) || LooksLikeCard(piece) || LooksLikeIban(whole) ||
           LooksLikeCard(whole);
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
    if (LooksLikeCard(whole)) return true;
    return LooksLikeIban(whole) && HasIbanCheckDigits(whole);
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
