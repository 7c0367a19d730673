// SPDX-License-Identifier: Apache-2.0
// What a list tells of an entry beside its names: births, countries, numbers of papers. Every list
// has its own way to write them; here they are one. Reading the remarks of OFAC is remarks.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::compliance {

// A day, or any day of some years ("circa 1962", "1962 to 1965").
struct BirthDate {
    int year_from = 0;
    int year_to = 0;
    int month = 0;  // 0: unknown
    int day = 0;

    friend bool operator==(const BirthDate&, const BirthDate&) = default;
};

// "1962", "1962-11" or "1962-11-26"; nullopt for anything else.
std::optional<BirthDate> ParseBirthDate(std::string_view text);

struct EntryFacts {
    std::vector<BirthDate> births = {};
    // Nationality, residence: codes, see CountryOf; else the text that names none.
    std::vector<std::string> countries = {};
    std::vector<std::string> identifiers = {};  // passports, registers: see IdentifierOf
};

// The years around one that is not known well.
BirthDate Circa(const BirthDate& birth);
// nullopt unless both begin with years, in their order.
std::optional<BirthDate> BirthBetween(std::string_view from, std::string_view to);

// The ISO code of a country by its English name or code; empty for what is none.
std::string CountryOf(std::string_view name);

// Letters and digits only, upper case: papers are written with and without dashes.
std::string IdentifierOf(std::string_view number);

// Each once. A text that is no country stays as it is: see CompareFacts.
void AddCountry(std::string_view name, EntryFacts& facts);
// Numbers of fewer than four digits say nothing and are left out.
void AddIdentifier(std::string_view number, EntryFacts& facts);

}  // namespace clearway::compliance
