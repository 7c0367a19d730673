// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/check_details.h"

#include <algorithm>
#include <chrono>

#include "core/country.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kTypeCharactersMax = 32;
constexpr std::size_t kNumberCharactersMax = 64;
constexpr std::size_t kReasonCharactersMax = 500;

// Of UTF-8 text: bytes that do not continue a character.
std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool IsPlain(std::string_view text, std::size_t characters_max) {
    const bool control = std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return !text.empty() && !control && Characters(text) <= characters_max;
}

class Faults {
public:
    void Unless(bool good, std::string field, std::string message) {
        if (good) return;
        auto fault = core::InvalidField(std::move(field), std::move(message));
        if (error_.detail.empty()) error_.detail = fault.detail;
        error_.field_errors.push_back(std::move(fault.field_errors.front()));
    }
    core::Error Take() { return std::move(error_); }

private:
    core::Error error_{.code = core::ErrorCode::kInvalidArgument};
};

std::string At(const char* field, std::size_t i) {
    return std::string(field) + "[" + std::to_string(i) + "]";
}

int Number(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

bool AreDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsBirth(std::string_view text) {
    if (text.size() == 10) return IsDay(text);
    if (text.size() == 7) return IsDay(std::string(text) + "-01");
    return text.size() == 4 && IsDay(std::string(text) + "-01-01");
}

}  // namespace

bool IsDay(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    if (!AreDigits(year) || !AreDigits(month) || !AreDigits(day)) return false;
    return std::chrono::year_month_day(std::chrono::year(Number(year)),
                                       std::chrono::month(static_cast<unsigned>(Number(month))),
                                       std::chrono::day(static_cast<unsigned>(Number(day))))
        .ok();
}

bool IsPartyReason(std::string_view text) { return IsPlain(text, kReasonCharactersMax); }

core::Error CheckDetails(const PartyDetails& details, bool partial) {
    Faults faults;
    const auto name_is_good = [](const PersonalText& name) {
        return IsPlain(name.Reveal(), kPartyNameCharactersMax);
    };
    constexpr char kName[] = "must have 1 to 140 characters, none of them a control character";
    constexpr char kCountry[] = "is not an ISO 3166-1 alpha-2 country code";
    if (!partial || !details.name.Empty()) faults.Unless(name_is_good(details.name), "name", kName);
    faults.Unless(details.other_names.size() <= kOtherNamesMax, "other_names",
                  "must be 20 at most");
    for (std::size_t i = 0; i < details.other_names.size(); ++i)
        faults.Unless(name_is_good(details.other_names[i]), At("other_names", i), kName);
    faults.Unless(details.birth_date.Empty() || IsBirth(details.birth_date.Reveal()), "birth_date",
                  "must be a day, month or year: YYYY-MM-DD, YYYY-MM or YYYY");
    if (!partial || !details.country.empty())
        faults.Unless(core::IsCountryCode(details.country), "country", kCountry);
    faults.Unless(details.nationalities.size() <= kNationalitiesMax, "nationalities",
                  "must be 10 at most");
    for (std::size_t i = 0; i < details.nationalities.size(); ++i)
        faults.Unless(core::IsCountryCode(details.nationalities[i]), At("nationalities", i),
                      kCountry);
    faults.Unless(details.identifiers.size() <= kIdentifiersMax, "identifiers",
                  "must be 20 at most");
    for (std::size_t i = 0; i < details.identifiers.size(); ++i) {
        const auto& one = details.identifiers[i];
        const auto field = At("identifiers", i);
        faults.Unless(IsPlain(one.type, kTypeCharactersMax), field + ".type",
                      "must have 1 to 32 characters");
        faults.Unless(IsPlain(one.number.Reveal(), kNumberCharactersMax), field + ".number",
                      "must have 1 to 64 characters");
        faults.Unless(one.country.empty() || core::IsCountryCode(one.country), field + ".country",
                      kCountry);
    }
    return faults.Take();
}

core::Error CheckDocument(const PartyDocument& document) {
    Faults faults;
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    faults.Unless(IsPlain(document.type, kTypeCharactersMax), "type",
                  "must have 1 to 32 characters");
    faults.Unless(
        document.number.Empty() || IsPlain(document.number.Reveal(), kNumberCharactersMax),
        "number", "must have 64 characters at most");
    faults.Unless(core::IsCountryCode(document.country), "country",
                  "is not an ISO 3166-1 alpha-2 country code");
    faults.Unless(document.expires_on.empty() || IsDay(document.expires_on), "expires_on",
                  "must be a day, YYYY-MM-DD");
    faults.Unless(document.sha256.size() == 64 && std::ranges::all_of(document.sha256, is_hex),
                  "sha256", "must be 64 hex digits in lower case");
    return faults.Take();
}

}  // namespace clearway::compliance
