// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/entry_facts.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "core/country.h"
#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {
namespace {

constexpr int kYearMin = 1850;
constexpr int kYearMax = 2100;
constexpr int kCirca = 2;  // years to both sides
constexpr std::ptrdiff_t kIdentifierDigitsMin = 4;

std::optional<int> Number(std::string_view digits, std::size_t length, int least, int most) {
    int number = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, number);
    if (digits.size() != length || error != std::errc() || stopped != end) return std::nullopt;
    if (number < least || number > most) return std::nullopt;
    return number;
}

// The words in any order: "Korea, North" and "North Korea".
std::string KeyOf(std::string_view name) { return TokeniseName(name).SortedKey(); }

// Names that lists use and ICU does not.
constexpr std::pair<const char*, const char*> kOtherNames[] = {
    {"Burma", "MM"},
    {"United States of America", "US"},
    {"USA", "US"},
    {"Great Britain", "GB"},
    {"UK", "GB"},
    {"UAE", "AE"},
    {"Palestinian", "PS"},
    {"Congo, Democratic Republic of the", "CD"},
    {"Congo, Republic of the", "CG"},
    {"Cote d'Ivoire", "CI"},
    {"Czech Republic", "CZ"},
    {"Macedonia", "MK"},
    {"Russian Federation", "RU"},
    {"Syrian Arab Republic", "SY"},
    {"Iran, Islamic Republic of", "IR"},
    {"Region: Gaza", "PS"},
    {"Hong Kong", "HK"},
    {"Korea, Democratic People's Republic of", "KP"},
    {"DPRK", "KP"},
    {"Korea, Republic of", "KR"},
    {"Turkey", "TR"},
    {"The Gambia", "GM"},
    {"Bahamas, The", "BS"},
};

std::unordered_map<std::string, std::string> MakeCountries() {
    std::unordered_map<std::string, std::string> countries;
    for (const auto* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
        icu::UnicodeString shown;
        icu::Locale("", *code).getDisplayCountry(icu::Locale::getEnglish(), shown);
        std::string name;
        shown.toUTF8String(name);
        countries.emplace(KeyOf(name), *code);
    }
    for (const auto& [name, code] : kOtherNames) countries.emplace(KeyOf(name), code);
    return countries;
}

}  // namespace

std::optional<BirthDate> ParseBirthDate(std::string_view text) {
    const auto year = Number(text.substr(0, 4), 4, kYearMin, kYearMax);
    if (!year) return std::nullopt;
    BirthDate birth{.year_from = *year, .year_to = *year};
    if (text.size() == 4) return birth;
    const auto month = text[4] == '-' ? Number(text.substr(5, 2), 2, 1, 12) : std::nullopt;
    if (!month) return std::nullopt;
    birth.month = *month;
    if (text.size() == 7) return birth;
    const auto day = text[7] == '-' ? Number(text.substr(8), 2, 1, 31) : std::nullopt;
    if (!day) return std::nullopt;
    birth.day = *day;
    return birth;
}

BirthDate Circa(const BirthDate& birth) {
    return {.year_from = birth.year_from - kCirca, .year_to = birth.year_to + kCirca};
}

std::optional<BirthDate> BirthBetween(std::string_view from, std::string_view to) {
    const auto first = ParseBirthDate(from.substr(0, 4));
    const auto last = ParseBirthDate(to.substr(0, 4));
    if (!first || !last || last->year_from < first->year_from) return std::nullopt;
    return BirthDate{.year_from = first->year_from, .year_to = last->year_from};
}

std::string CountryOf(std::string_view name) {
    static const auto countries = MakeCountries();
    if (name.size() == 2) {
        auto code = IdentifierOf(name);
        if (core::IsCountryCode(code)) return code;
    }
    const auto found = countries.find(KeyOf(name));
    return found == countries.end() ? std::string() : found->second;
}

std::string IdentifierOf(std::string_view number) {
    std::string identifier;
    for (const char c : number) {
        if (c >= 'a' && c <= 'z') identifier += static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) identifier += c;
    }
    return identifier;
}

void AddCountry(std::string_view name, EntryFacts& facts) {
    auto country = CountryOf(name);
    if (country.empty()) country = name;
    if (!country.empty() && std::ranges::find(facts.countries, country) == facts.countries.end())
        facts.countries.push_back(std::move(country));
}

void AddIdentifier(std::string_view number, EntryFacts& facts) {
    auto identifier = IdentifierOf(number);
    const auto digits =
        std::ranges::count_if(identifier, [](char c) { return c >= '0' && c <= '9'; });
    if (digits >= kIdentifierDigitsMin &&
        std::ranges::find(facts.identifiers, identifier) == facts.identifiers.end())
        facts.identifiers.push_back(std::move(identifier));
}

}  // namespace clearway::compliance
