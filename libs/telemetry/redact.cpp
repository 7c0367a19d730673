// SPDX-License-Identifier: Apache-2.0
#include "telemetry/redact.h"

#include <algorithm>
#include <array>
#include <string>

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
constexpr char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

struct IbanCountry {
    std::array<char, 2> code;
    std::uint8_t length;
};

// Lengths of the countries in the SWIFT IBAN registry, sorted by code. A fixed length a country
// tells where an IBAN ends in running text, and keeps hexadecimal ids from looking like one.
constexpr IbanCountry kIbanCountries[] = {
    {{'A', 'D'}, 24}, {{'A', 'E'}, 23}, {{'A', 'L'}, 28}, {{'A', 'T'}, 20}, {{'A', 'Z'}, 28},
    {{'B', 'A'}, 20}, {{'B', 'E'}, 16}, {{'B', 'G'}, 22}, {{'B', 'H'}, 22}, {{'B', 'I'}, 27},
    {{'B', 'R'}, 29}, {{'B', 'Y'}, 28}, {{'C', 'H'}, 21}, {{'C', 'R'}, 22}, {{'C', 'Y'}, 28},
    {{'C', 'Z'}, 24}, {{'D', 'E'}, 22}, {{'D', 'J'}, 27}, {{'D', 'K'}, 18}, {{'D', 'O'}, 28},
    {{'E', 'E'}, 20}, {{'E', 'G'}, 29}, {{'E', 'S'}, 24}, {{'F', 'I'}, 18}, {{'F', 'K'}, 18},
    {{'F', 'O'}, 18}, {{'F', 'R'}, 27}, {{'G', 'B'}, 22}, {{'G', 'E'}, 22}, {{'G', 'I'}, 23},
    {{'G', 'L'}, 18}, {{'G', 'R'}, 27}, {{'G', 'T'}, 28}, {{'H', 'N'}, 28}, {{'H', 'R'}, 21},
    {{'H', 'U'}, 28}, {{'I', 'E'}, 22}, {{'I', 'L'}, 23}, {{'I', 'Q'}, 23}, {{'I', 'S'}, 26},
    {{'I', 'T'}, 27}, {{'J', 'O'}, 30}, {{'K', 'W'}, 30}, {{'K', 'Z'}, 20}, {{'L', 'B'}, 28},
    {{'L', 'C'}, 32}, {{'L', 'I'}, 21}, {{'L', 'T'}, 20}, {{'L', 'U'}, 20}, {{'L', 'V'}, 21},
    {{'L', 'Y'}, 25}, {{'M', 'C'}, 27}, {{'M', 'D'}, 24}, {{'M', 'E'}, 22}, {{'M', 'K'}, 19},
    {{'M', 'N'}, 20}, {{'M', 'R'}, 27}, {{'M', 'T'}, 31}, {{'M', 'U'}, 30}, {{'N', 'I'}, 28},
    {{'N', 'L'}, 18}, {{'N', 'O'}, 15}, {{'O', 'M'}, 23}, {{'P', 'K'}, 24}, {{'P', 'L'}, 28},
    {{'P', 'S'}, 29}, {{'P', 'T'}, 25}, {{'Q', 'A'}, 29}, {{'R', 'O'}, 24}, {{'R', 'S'}, 22},
    {{'R', 'U'}, 33}, {{'S', 'A'}, 24}, {{'S', 'C'}, 31}, {{'S', 'D'}, 18}, {{'S', 'E'}, 24},
    {{'S', 'I'}, 19}, {{'S', 'K'}, 24}, {{'S', 'M'}, 27}, {{'S', 'O'}, 23}, {{'S', 'T'}, 25},
    {{'S', 'V'}, 28}, {{'T', 'L'}, 23}, {{'T', 'N'}, 24}, {{'T', 'R'}, 26}, {{'U', 'A'}, 29},
    {{'V', 'A'}, 22}, {{'V', 'G'}, 24}, {{'X', 'K'}, 20}, {{'Y', 'E'}, 30},
};
static_assert(std::ranges::is_sorted(kIbanCountries, {}, &IbanCountry::code));

// 0 for letters that are no country with IBANs.
std::size_t IbanLength(char first, char second) {
    const std::array<char, 2> code{Upper(first), Upper(second)};
    const auto* found = std::ranges::lower_bound(kIbanCountries, code, {}, &IbanCountry::code);
    return found != std::end(kIbanCountries) && found->code == code ? found->length : 0;
}

// ISO 7064 MOD 97-10 over the rotated text, letters counting 10 to 35.
bool ChecksOutAsIban(std::string_view compact) {
    std::uint32_t remainder = 0;
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char c = compact[(i + 4) % compact.size()];
        const auto value = static_cast<std::uint32_t>(IsDigit(c) ? c - '0' : c - 'A' + 10);
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder == 1;
}

// The end of the IBAN that starts at `begin`, or npos.
std::size_t IbanEnd(std::string_view text, std::size_t begin) {
    if (text.size() - begin < 15 || !IsLetter(text[begin]) || !IsLetter(text[begin + 1]) ||
        !IsDigit(text[begin + 2]) || !IsDigit(text[begin + 3]))
        return std::string_view::npos;
    const auto length = IbanLength(text[begin], text[begin + 1]);
    if (length == 0) return std::string_view::npos;
    std::array<char, kIbanLengthMax> compact;
    std::size_t taken = 0;
    std::size_t separators = 0;
    std::size_t at = begin;
    for (; at < text.size() && taken < length; ++at) {
        const char c = text[at];
        if (IsWord(c)) {
            compact[taken++] = Upper(c);
            separators = 0;
        } else if (!IsSeparator(c) || ++separators > kSeparatorsMax) {
            return std::string_view::npos;
        }
    }
    if (taken < length || (at < text.size() && IsWord(text[at]))) return std::string_view::npos;
    return ChecksOutAsIban({compact.data(), length}) ? at : std::string_view::npos;
}

bool UuidAt(std::string_view text, std::size_t begin) {
    if (text.size() - begin < kUuidLength) return false;
    const auto end = begin + kUuidLength;
    if (end < text.size() && IsWord(text[end])) return false;
    return core::Uuid::Parse(text.substr(begin, kUuidLength)).has_value();
}

bool PassesLuhn(const std::array<char, kCardDigitsMax>& digits, std::size_t count) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        int value = digits[count - 1 - i] - '0';
        if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return sum % 10 == 0;
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
        if (count >= kCardDigitsMin && PassesLuhn(digits, count)) end = at;
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
