// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/offline/statement_command.h"

#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "services/rail_simulator/offline/database.h"
#include "services/rail_simulator/rails/write_statement.h"
#include "services/rail_simulator/store/account_days.h"
#include "services/rail_simulator/store/settings.h"

namespace clearway::rail_simulator {
namespace {

namespace json = boost::json;

constexpr std::int64_t kPageEntries = 10'000;

constexpr char kHelp[] =
    R"(Usage: clearway-rail-simulator statement --day 2026-11-30 --type camt.053|camt.054 --out FILE
           [--rail RAIL] [--currency EUR] [--participant NAME] [--page-entries COUNT]
           [--plant-breaks SEED --truth FILE] [--json]

Writes what was booked on a participant's account at a rail on a day (UTC, of the simulator's clock): a
payment is a debit, money that came back a credit, each with our references, UETR and end-to-end id.

  --day DAY             the day
  --type TYPE           camt.053 has opening and closing balance, camt.054 entries alone
  --out FILE            where it goes; the pages behind the first to FILE with .2, .3, ... before its end
  --rail RAIL           instant or batch (instant)
  --currency CODE       of the account (EUR)
  --participant NAME    whose account (settlement)
  --page-entries COUNT  entries of a page, 1 to 100000 (10000)
  --plant-breaks SEED   break one of a hundred entries in each way: missing, extra, duplicate, wrong amount,
                        wrong date, wrong currency; at least one of each where there are entries enough.
                        Balances fit what is stated, so the next day's opening balance may not
  --truth FILE          with --plant-breaks: which entries were broken, and how, as JSON
  --json                print the result as JSON

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

struct Wanted {
    StatementAccount account;
    Day day;
    bool is_notification = false;
    std::filesystem::path out;
    std::size_t page_entries = kPageEntries;
    std::string seed;  // empty: nothing is planted
    std::filesystem::path truth;
};

std::optional<Day> ParseDay(const std::string& text) {
    if (text.size() != 10) return std::nullopt;
    const auto midnight = core::ParseRfc3339(text + "T00:00:00Z");
    if (!midnight) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*midnight);
}

std::filesystem::path PageFile(const std::filesystem::path& out, int page) {
    if (page == 1) return out;
    auto file = out;
    file.replace_filename(out.stem().string() + "." + std::to_string(page) +
                          out.extension().string());
    return file;
}

// The pages' files; how many there are.
int WritePages(const Wanted& wanted, const PlantedDay& day, std::int64_t opening,
               core::Timestamp now) {
    auto pages = PagesOf({.account = wanted.account,
                          .day = wanted.day,
                          .is_notification = wanted.is_notification,
                          .opening_minor = opening,
                          .created = now},
                         day.entries, wanted.page_entries);
    pages.back().in_other_currency = day.in_other_currency;
    for (const auto& page : pages)
        cli::ReplaceFile(PageFile(wanted.out, page.page), WriteStatement(page).content, 0644);
    return pages.back().page;
}

json::value JsonOf(const std::optional<StatementEntry>& entry) {
    if (!entry) return nullptr;
    return json::object{{"servicer_reference", entry->servicer_reference},
                        {"end_to_end_id", entry->references.end_to_end_id},
                        {"transaction_id", entry->references.transaction_id},
                        {"uetr", entry->references.uetr},
                        {"is_return", entry->is_return},
                        {"currency", json::string(entry->amount.GetCurrency().Code())},
                        {"minor_units", entry->amount.MinorUnits()},
                        {"value_date", core::FormatRfc3339(entry->value).substr(0, 10)}};
}

void WriteTruth(const Wanted& wanted, const std::vector<PlantedBreak>& breaks) {
    json::array all;
    for (const auto& one : breaks)
        all.push_back(json::object{{"kind", json::string(NameOf(one.kind))},
                                   {"truth", JsonOf(one.truth)},
                                   {"stated", JsonOf(one.stated)}});
    const json::object document{{"seed", wanted.seed}, {"breaks", std::move(all)}};
    cli::ReplaceFile(wanted.truth, json::serialize(document) + "\n", 0644);
}

int Write(const Wanted& wanted, bool as_json) {
    core::Timestamp now;
    const auto booked = InDatabase([&](postgres::Transaction& transaction) {
        now = core::SystemClock().Now() + ReadSetting(transaction).ahead;
        return ReadAccountDay(transaction, {wanted.account.participant, wanted.account.rail},
                              wanted.account.currency, wanted.day);
    });
    const auto day = wanted.seed.empty() ? PlantedDay{.entries = booked.entries}
                                         : PlantBreaks(booked.entries, wanted.seed);
    const auto pages = WritePages(wanted, day, booked.opening_minor, now);
    if (!wanted.seed.empty()) WriteTruth(wanted, day.breaks);
    const auto entries = day.entries.size() + day.in_other_currency.size();
    if (as_json)
        std::cout << json::serialize(json::object{{"entries", entries},
                                                  {"pages", pages},
                                                  {"planted_breaks", day.breaks.size()}})
                  << '\n';
    else
        std::cout << entries << " entries on " << pages << (pages == 1 ? " page" : " pages") << ", "
                  << day.breaks.size() << " planted breaks: " << wanted.out.string() << '\n';
    return kDone;
}

// The fault; empty: there is none.
std::string ReadWanted(const cli::Arguments& arguments, std::optional<Wanted>& wanted) {
    const auto day = ParseDay(arguments.Text("--day"));
    if (!day) return "--day takes a day, as 2026-11-30";
    const auto type = arguments.Text("--type");
    if (type != "camt.053" && type != "camt.054") return "--type is camt.053 or camt.054";
    if (!arguments.Has("--out")) return "--out is needed";
    const auto rail = arguments.Text("--rail", kInstant);
    if (rail != kInstant && rail != kBatch) return "--rail is instant or batch";
    const auto currency = core::Currency::Parse(arguments.Text("--currency", "EUR"));
    if (!currency) return "--currency takes a code of ISO 4217";
    const auto entries = arguments.Number("--page-entries", kPageEntries, 1, 100'000);
    if (!entries) return "--page-entries takes a number from 1 to 100000";
    if (arguments.Has("--plant-breaks") != arguments.Has("--truth"))
        return "--plant-breaks and --truth go together";
    wanted = Wanted{.account = {arguments.Text("--participant", "settlement"), rail, *currency},
                    .day = *day,
                    .is_notification = type == "camt.054",
                    .out = arguments.Text("--out"),
                    .page_entries = static_cast<std::size_t>(*entries),
                    .seed = arguments.Text("--plant-breaks"),
                    .truth = arguments.Text("--truth")};
    return {};
}

}  // namespace

int RunStatement(std::span<const std::string> words) {
    const auto arguments =
        cli::ReadArguments(words,
                           {"--day", "--type", "--out", "--rail", "--currency", "--participant",
                            "--page-entries", "--plant-breaks", "--truth"},
                           {"--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return kDone;
    }
    std::optional<Wanted> wanted;
    const auto fault = arguments.fault.empty() ? ReadWanted(arguments, wanted) : arguments.fault;
    if (!fault.empty()) {
        std::cerr << "clearway-rail-simulator statement: " << fault << ".\n\n" << kHelp;
        return kWrongUse;
    }
    return Guarded("statement", [&] { return Write(*wanted, arguments.Has("--json")); });
}

}  // namespace clearway::rail_simulator
