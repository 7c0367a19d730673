// SPDX-License-Identifier: Apache-2.0
#include "telemetry/redact.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/check_digits.h"
#include "core/iban.h"
#include "core/uuid.h"
#include "telemetry/log.h"

namespace clearway::log {
namespace {

constexpr std::size_t kCardDigitsMin = 13;
constexpr std::size_t kCardDigitsMax = 19;
constexpr std::size_t kIbanLengthMax = 34;
constexpr std::size_t kUuidLength = 36;
// "4111 - 1111" is still one number to a reader.
constexpr std::size_t kSeparatorsMax = 3;

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
constexpr bool IsWord(char c) { return IsDigit(c) || IsLetter(c); }
constexpr bool IsSeparator(char c) { return c == ' ' || c == '-'; }
constexpr bool IsHex(char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
// The end of the IBAN that starts at `begin`, or npos. A fixed length a country tells where it ends
// in running text, and keeps hexadecimal ids from looking like one.
std::size_t IbanEnd(std::string_view text, std::size_t begin) {
    if (text.size() - begin < 15 || !IsLetter(text[begin]) || !IsLetter(text[begin + 1]) ||
        !IsDigit(text[begin + 2]) || !IsDigit(text[begin + 3]))
        return std::string_view::npos;
    const auto length = core::IbanLength(text.substr(begin, 2));
    if (length == 0) return std::string_view::npos;
    std::array<char, kIbanLengthMax> compact;
    std::size_t taken = 0;
    std::size_t separators = 0;
    std::size_t at = begin;
    for (; at < text.size() && taken < length; ++at) {
        const char c = text[at];
        if (IsWord(c)) {
            compact[taken++] = c;
            separators = 0;
        } else if (!IsSeparator(c) || ++separators > kSeparatorsMax) {
            return std::string_view::npos;
        }
    }
    if (taken < length || (at < text.size() && IsWord(text[at]))) return std::string_view::npos;
    return core::HasIbanCheckDigits({compact.data(), length}) ? at : std::string_view::npos;
}

bool UuidAt(std::string_view text, std::size_t begin) {
    if (text.size() - begin < kUuidLength) return false;
    const auto end = begin + kUuidLength;
    if (end < text.size() && IsWord(text[end])) return false;
    return core::Uuid::Parse(text.substr(begin, kUuidLength)).has_value();
}

// The end of the longest card number that starts with the group of digits at `begin` and ends with
// a group, or npos. No issuer number starts with 0, but padded counters do.
std::size_t CardEnd(std::string_view text, std::size_t begin) {
    if (text[begin] == '0') return std::string_view::npos;
    std::array<char, kCardDigitsMax> digits;
    std::size_t count = 0;
    std::size_t end = std::string_view::npos;
    std::size_t at = begin;
    while (at < text.size() && IsDigit(text[at])) {
        if (at != begin && UuidAt(text, at)) break;
        for (; at < text.size() && IsDigit(text[at]); ++at) {
            if (count == kCardDigitsMax) return end;
            digits[count++] = text[at];
        }
        if (count >= kCardDigitsMin && core::PassesLuhn({digits.data(), count})) end = at;
        std::size_t separators = 0;
        while (at < text.size() && IsSeparator(text[at]) && separators < kSeparatorsMax) {
            ++at;
            ++separators;
        }
        if (separators == 0) break;
    }
    return end;
}

// Hexadecimal ids (trace ids, digests) are one word with letters of a to f among the digits.
bool IsHexId(std::string_view word) {
    return std::ranges::all_of(word, IsHex) && !std::ranges::all_of(word, IsDigit);
}

SecretRun CardInWord(std::string_view text, std::size_t begin, std::size_t end) {
    for (auto at = begin; at < end; ++at) {
        if (!IsDigit(text[at]) || (at > begin && IsDigit(text[at - 1]))) continue;
        if (const auto card_end = CardEnd(text, at); card_end != std::string_view::npos)
            return {at, card_end};
    }
    return {};
}

}  // namespace

SecretRun FindSecret(std::string_view text, std::size_t from) {
    for (auto at = from; at < text.size();) {
        if (!IsWord(text[at])) {
            ++at;
            continue;
        }
        if (UuidAt(text, at)) {
            at += kUuidLength;
            continue;
        }
        if (const auto end = IbanEnd(text, at); end != std::string_view::npos) return {at, end};
        auto end = at;
        while (end < text.size() && IsWord(text[end])) ++end;
        if (!IsHexId(text.substr(at, end - at))) {
            if (const auto card = CardInWord(text, at, end); card.Found()) return card;
        }
        at = end;
    }
    return {};
}

std::string Redact(std::string_view text) {
    std::string masked(text);
    for (auto run = FindSecret(text, 0); run.Found(); run = FindSecret(text, run.end))
        std::fill(masked.begin() + static_cast<std::ptrdiff_t>(run.begin),
                  masked.begin() + static_cast<std::ptrdiff_t>(run.end - kReadableTail), '*');
    return masked;
}

}  // namespace clearway::log
