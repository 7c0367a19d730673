// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/routing_file.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <span>

#include "core/country.h"
#include "iso20022/rules/field_rules.h"
#include "rules/object_reader.h"

namespace clearway::settlement::rails {
namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kEntriesMax = 64;
constexpr std::int64_t kMinutesOfDay = 24 * 60;
constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};

bool IsCurrency(std::string_view text) { return core::Currency::Parse(text).has_value(); }

// The two digits at `at`, or -1.
int TwoDigits(std::string_view text, std::size_t at) {
    int value = -1;
    const auto* end = text.data() + at + 2;
    return std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
}

// "07:30"; "24:00" is the end of the day.
std::optional<std::chrono::minutes> ParseHour(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = TwoDigits(text, 0), minute = TwoDigits(text, 3);
    if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
    return std::chrono::minutes(hour * 60 + minute);
}

bool IsTimeOfDay(std::string_view text) {
    const auto time = ParseHour(text);
    return time && time->count() < kMinutesOfDay;
}

std::optional<std::chrono::sys_days> ParseDay(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    const auto midnight = core::ParseRfc3339(std::string(text) + "T00:00:00Z");
    if (!midnight) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*midnight);
}

// What the members of a routing table hold besides plain texts and numbers.
class TableReader final : public rules::ObjectReader {
public:
    using ObjectReader::ObjectReader;

    // A text in which `check` finds no fault; empty when the key is absent.
    template <class Check>
    std::string Checked(std::string_view key, Check check) {
        const auto* value = Find(key);
        if (value == nullptr) return {};
        const auto text = value->is_string() ? std::string(value->get_string()) : std::string();
        const auto fault = check(text);
        if (!fault) return text;
        Fault(key, fault->message);
        return {};
    }
    void Millis(std::string_view key, std::chrono::milliseconds& into) {
        constexpr std::int64_t kWeek = 7 * 24 * 3'600'000;
        if (const auto number = Number(key, 1, kWeek)) into = std::chrono::milliseconds(*number);
    }
    void Hour(std::string_view key, std::chrono::minutes& into) {
        const auto* text = Find(key);
        if (text == nullptr) return;
        const auto read =
            text->is_string() ? ParseHour(std::string_view(text->get_string())) : std::nullopt;
        if (read)
            into = *read;
        else
            Fault(key, "must be an hour from 00:00 to 24:00");
    }
    // Each a text of which `accepts` approves; none when the key is absent.
    template <class Accepts>
    std::vector<std::string> Texts(std::string_view key, Accepts accepts, std::string_view what) {
        std::vector<std::string> texts;
        const auto* value = Find(key);
        if (value == nullptr) return texts;
        if (!value->is_array() || value->get_array().empty()) {
            Fault(key, "must be a list that is not empty");
            return texts;
        }
        for (const auto& item : value->get_array()) {
            const bool good = item.is_string() && accepts(std::string_view(item.get_string()));
            if (!good) Fault(key, what);
            texts.emplace_back(good ? std::string_view(item.get_string()) : std::string_view());
        }
        return texts;
    }
    // A whole number for each currency.
    std::map<std::string, std::int64_t> ByCurrency(std::string_view key, std::int64_t min) {
        std::map<std::string, std::int64_t> numbers;
        const auto* value = Find(key);
        if (value == nullptr) return numbers;
        if (!value->is_object()) {
            Fault(key, "must be an object");
            return numbers;
        }
        for (const auto& member : value->get_object()) {
            const std::string currency(member.key());
            const auto& number = member.value();
            if (!IsCurrency(currency) || !number.is_int64() || number.get_int64() < min)
                Fault(key, "must give whole minor units for currencies");
            else
                numbers.emplace(currency, number.get_int64());
        }
        return numbers;
    }
};

std::optional<Calendar> ReadCalendar(const json::value* value, const std::string& path,
                                     std::vector<std::string>& faults) {
    if (value == nullptr) return std::nullopt;
    constexpr std::array<std::string_view, 5> kKnown{"weekdays", "from", "to", "holidays",
                                                     "calendar"};
    TableReader reader(*value, path, faults, kKnown);
    Calendar calendar;
    if (const auto* name = reader.Find("calendar")) {
        calendar.target = *name == "target";
        if (!calendar.target) reader.Fault("calendar", "must be target");
    }
    const auto days = reader.Texts(
        "weekdays", [](auto day) { return std::ranges::find(kWeekdays, day) != kWeekdays.end(); },
        "must name days: mon, tue, wed, thu, fri, sat, sun");
    for (std::size_t i = 0; !days.empty() && i < kWeekdays.size(); ++i)
        calendar.weekdays.at(i) = std::ranges::find(days, kWeekdays.at(i)) != days.end();
    reader.Hour("from", calendar.from);
    reader.Hour("to", calendar.to);
    if (calendar.from >= calendar.to) reader.Fault("to", "must be later than from");
    for (const auto& day : reader.Texts(
             "holidays", [](auto text) { return ParseDay(text).has_value(); },
             "must be dates, 2026-12-25"))
        if (const auto date = ParseDay(day)) calendar.holidays.insert(*date);
    return calendar;
}

// Listed, or some minutes apart.
CutOffTimes ReadCutOffs(TableReader& rail, const std::string& path,
                        std::vector<std::string>& faults) {
    CutOffTimes times;
    const auto* value = rail.Find("cut_offs");
    if (value == nullptr) return times;
    if (!value->is_object()) {
        for (const auto& text : rail.Texts(
                 "cut_offs", [](auto hour) { return IsTimeOfDay(hour); },
                 "must be times of the day, 15:30"))
            if (const auto time = ParseHour(text); time && !times.insert(*time).second)
                rail.Fault("cut_offs", "must not name a time twice");
        return times;
    }
    constexpr std::array<std::string_view, 3> kKnown{"from", "to", "every_minutes"};
    TableReader reader(*value, path + ".cut_offs", faults, kKnown);
    std::chrono::minutes from{0}, to{kMinutesOfDay - 1};
    reader.Hour("from", from);
    reader.Hour("to", to);
    if (from > to) reader.Fault("to", "must not be before from");
    reader.Require("every_minutes");
    const auto every = reader.Number("every_minutes", 1, kMinutesOfDay);
    for (auto time = from; every && time <= to && time.count() < kMinutesOfDay;
         time += std::chrono::minutes(*every))
        times.insert(time);
    return times;
}

std::optional<FileTerms> ReadFileTerms(TableReader& rail, const std::string& path,
                                       std::vector<std::string>& faults) {
    FileTerms files{.cut_offs = ReadCutOffs(rail, path, faults)};
    if (const auto number = rail.Number("file_payments_max", 1, 10'000))
        files.payments_max = static_cast<int>(*number);
    if (const auto number = rail.Number("file_bytes_max", 4096, files.bytes_max))
        files.bytes_max = static_cast<int>(*number);
    if (rail.Find("cut_offs")) return files;
    for (const auto* key : {"file_payments_max", "file_bytes_max", "cycle_minutes"})
        if (rail.Find(key)) rail.Fault(key, "is of a rail with cut_offs");
    return std::nullopt;
}

RailTerms ReadRail(const json::value& value, const std::string& path,
                   std::vector<std::string>& faults) {
    constexpr std::array<std::string_view, 20> kKnown{"name",
                                                      "kind",
                                                      "cost",
                                                      "amount_max",
                                                      "open",
                                                      "answer_within_ms",
                                                      "enquire_after_ms",
                                                      "enquire_after_max_ms",
                                                      "enquiries_before_person",
                                                      "failures_max",
                                                      "left_out_ms",
                                                      "left_out_max_ms",
                                                      "bic",
                                                      "rail_bic",
                                                      "account_iban",
                                                      "cut_offs",
                                                      "cycle_minutes",
                                                      "file_payments_max",
                                                      "file_bytes_max",
                                                      "enquiries_at_once"};
    TableReader reader(value, path, faults, kKnown);
    RailTerms rail{.name = reader.Name("name"), .kind = reader.Name("kind")};
    reader.Require("cost");
    rail.cost_by_currency = reader.ByCurrency("cost", 0);
    rail.amount_max = reader.ByCurrency("amount_max", 1);
    rail.calendar = ReadCalendar(reader.Find("open"), path + ".open", faults).value_or(Calendar{});
    reader.Millis("answer_within_ms", rail.deadlines.answer_within);
    reader.Millis("enquire_after_ms", rail.deadlines.enquire_after);
    reader.Millis("enquire_after_max_ms", rail.deadlines.enquire_after_max);
    if (const auto number = reader.Number("enquiries_before_person", 1, 1000))
        rail.deadlines.enquiries_before_person = static_cast<int>(*number);
    if (const auto number = reader.Number("failures_max", 1, 1000))
        rail.health.failures_max = static_cast<int>(*number);
    reader.Millis("left_out_ms", rail.health.left_out_for);
    reader.Millis("left_out_max_ms", rail.health.left_out_for_max);
    if (rail.health.left_out_for > rail.health.left_out_for_max)
        reader.Fault("left_out_max_ms", "must not be below left_out_ms");
    if (const auto number = reader.Number("enquiries_at_once", 1, 1000))
        rail.deadlines.enquiries_at_once = static_cast<int>(*number);
    if (const auto number = reader.Number("cycle_minutes", 1, kMinutesOfDay))
        rail.deadlines.cycle = std::chrono::minutes(*number);
    if (rail.deadlines.cycle.count() != 0 && kMinutesOfDay % rail.deadlines.cycle.count() != 0)
        reader.Fault("cycle_minutes", "must divide a day");
    rail.deadlines.business_days = rail.calendar;
    rail.files = ReadFileTerms(reader, path, faults);
    if (rail.files &&
        (rail.calendar.from.count() != 0 || rail.calendar.to.count() != kMinutesOfDay))
        reader.Fault("open", "has no hours beside cut_offs");
    rail.participant = {.bic = reader.Checked("bic", iso20022::CheckBic),
                        .rail_bic = reader.Checked("rail_bic", iso20022::CheckBic),
                        .account_iban = reader.Checked("account_iban", iso20022::CheckIban)};
    return rail;
}

RouteRule ReadRule(const json::value& value, const std::string& path, const RoutingTable& table,
                   std::vector<std::string>& faults) {
    constexpr std::array<std::string_view, 8> kKnown{
        "id", "rails", "prefer", "currencies", "countries", "amount_min", "amount_max", "when"};
    TableReader reader(value, path, faults, kKnown);
    RouteRule rule{.id = reader.Name("id"), .rails = {}};
    reader.Require("rails");
    rule.rails = reader.Texts(
        "rails", [&table](auto rail) { return table.Find(rail) != nullptr; },
        "must name rails of this file");
    if (const auto* prefer = reader.Find("prefer")) {
        if (*prefer == "cheapest")
            rule.prefer = RouteRule::Prefer::kCheapest;
        else if (*prefer != "first")
            reader.Fault("prefer", "must be first or cheapest");
    }
    const auto currencies =
        reader.Texts("currencies", IsCurrency, "must be codes of currencies, EUR");
    const auto countries =
        reader.Texts("countries", core::IsCountryCode, "must be codes of countries, DE");
    rule.currencies.insert(currencies.begin(), currencies.end());
    rule.countries.insert(countries.begin(), countries.end());
    constexpr std::int64_t kMost = 999'999'999'999'999'999;
    rule.amount_min = reader.Number("amount_min", 1, kMost);
    rule.amount_max = reader.Number("amount_max", rule.amount_min.value_or(1), kMost);
    if ((rule.amount_min || rule.amount_max) && rule.currencies.size() != 1)
        reader.Fault("currencies", "must name the one currency of the amounts");
    rule.when = ReadCalendar(reader.Find("when"), path + ".when", faults);
    return rule;
}

// Reads each entry of the list under `key`; names are used once.
template <class Entry, class Read>
std::vector<Entry> ReadList(TableReader& reader, std::string_view key, std::string Entry::*name,
                            std::vector<std::string>& faults, Read read) {
    std::vector<Entry> entries;
    const auto* value = reader.Require(key);
    if (value == nullptr) return entries;
    if (!value->is_array() || value->get_array().empty() ||
        value->get_array().size() > kEntriesMax) {
        reader.Fault(key, "must be a list of 1 to 64");
        return entries;
    }
    for (const auto& item : value->get_array()) {
        const auto path = std::string(key) + "[" + std::to_string(entries.size()) + "]";
        auto entry = read(item, path);
        if (!(entry.*name).empty() &&
            std::ranges::find(entries, entry.*name, name) != entries.end())
            faults.push_back(path + ": its name is another's");
        entries.push_back(std::move(entry));
    }
    return entries;
}

bool IsForAll(const RouteRule& rule) {
    return rule.currencies.empty() && rule.countries.empty() && !rule.when;
}

}  // namespace

RoutingFile ReadRoutingFile(std::string_view text) {
    RoutingFile file;
    const auto document = rules::ParseObject(text, kFileBytesMax, file.faults);
    if (!document) return file;
    constexpr std::array<std::string_view, 4> kKnown{"id", "version", "rails", "rules"};
    TableReader reader(*document, "", file.faults, kKnown);
    RoutingTable table{
        .id = reader.Name("id"), .version = reader.Name("version"), .rails = {}, .rules = {}};
    table.rails = ReadList(
        reader, "rails", &RailTerms::name, file.faults,
        [&](const auto& item, const auto& path) { return ReadRail(item, path, file.faults); });
    table.rules = ReadList(reader, "rules", &RouteRule::id, file.faults,
                           [&](const auto& item, const auto& path) {
                               return ReadRule(item, path, table, file.faults);
                           });
    if (!table.rules.empty() && !IsForAll(table.rules.back()))
        reader.Fault("rules", "the last must be for every payment: without conditions");
    if (file.faults.empty()) file.table = std::move(table);
    return file;
}

}  // namespace clearway::settlement::rails
