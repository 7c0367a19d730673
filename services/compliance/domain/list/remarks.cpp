// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/remarks.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace clearway::compliance {
namespace {

constexpr auto kMonths = std::to_array<std::string_view>(
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});

// What stands before the number of a paper.
constexpr auto kPapers = std::to_array<std::string_view>({"Passport ",
                                                          "Cedula No. ",
                                                          "National ID No. ",
                                                          "Tax ID No. ",
                                                          "Identification Number ",
                                                          "Registration Number ",
                                                          "Registration ID ",
                                                          "Vessel Registration Identification IMO ",
                                                          "D.N.I. ",
                                                          "SSN ",
                                                          "R.F.C. ",
                                                          "C.U.R.P. ",
                                                          "NIT # ",
                                                          "RUC # ",
                                                          "I.F.E. ",
                                                          "RTN ",
                                                          "Matricula "
                                                          "Mercantil No ",
                                                          "Folio Mercantil No. ",
                                                          "Trade License No. ",
                                                          "Personal ID Card ",
                                                          "Electoral Registry No. ",
                                                          "Driver's License No. ",
                                                          "MMSI ",
                                                          "Stateless Person ID Card "});

bool Skip(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

// "26 Nov 1962", "Nov 1962" or "1962".
BirthDate ReadDate(std::string_view text) {
    BirthDate date;
    while (!text.empty()) {
        const auto word = text.substr(0, std::min(text.find(' '), text.size()));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        int number = 0;
        const auto month = std::ranges::find(kMonths, word);
        if (month != kMonths.end())
            date.month = static_cast<int>(month - kMonths.begin()) + 1;
        else if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc())
            (word.size() == 4 ? date.year_from : date.day) = number;
    }
    date.year_to = date.year_from;
    return date;
}

void ReadItem(std::string_view item, EntryFacts& facts) {
    while (Skip(item, " ") || Skip(item, "alt. ") || Skip(item, "(Individual) ")) {
    }
    while (item.ends_with('.') || item.ends_with(' ')) item.remove_suffix(1);
    if (Skip(item, "DOB ")) {
        if (const auto birth = ReadOfacBirth(item)) facts.births.push_back(*birth);
    } else if (Skip(item, "nationality ") || Skip(item, "citizen ")) {
        auto country = CountryOf(item);
        if (!country.empty()) facts.countries.push_back(std::move(country));
    } else {
        for (const auto paper : kPapers) {
            if (!Skip(item, paper)) continue;
            AddIdentifier(item.substr(0, item.find(" (")), facts);
            return;
        }
    }
}

}  // namespace

std::optional<BirthDate> ReadOfacBirth(std::string_view text) {
    const bool circa = Skip(text, "circa ");
    if (text.size() == 9 && text[4] == '-') return BirthBetween(text, text.substr(5));
    const auto to = text.find(" to ");
    auto birth = ReadDate(text.substr(0, to));
    if (to != std::string_view::npos)
        birth = {.year_from = birth.year_from, .year_to = ReadDate(text.substr(to + 4)).year_from};
    if (birth.year_from <= 0 || birth.year_to < birth.year_from) return std::nullopt;
    return circa && to == std::string_view::npos ? Circa(birth) : birth;
}

EntryFacts ReadRemarks(std::string_view remarks) {
    EntryFacts facts;
    while (!remarks.empty()) {
        const auto item = remarks.substr(0, std::min(remarks.find(';'), remarks.size()));
        remarks.remove_prefix(std::min(item.size() + 1, remarks.size()));
        ReadItem(item, facts);
    }
    return facts;
}

}  // namespace clearway::compliance
