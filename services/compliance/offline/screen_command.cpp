// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/screen_command.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <fstream>
#include <ostream>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "services/compliance/domain/screening/explanation.h"
#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/csv_table.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kProgressEvery = 256;

constexpr char kHelpBeforeFormats[] =
    R"(Usage: clearway-compliance screen --list FORMAT:PATH... --queries FILE.csv --out FILE.csv [--json]

Screens names against lists as the service does, and says for each the entry that it fits best.

  --list FORMAT:PATH  a list; may be said several times. Forms:
)";

constexpr char kHelp[] =
    R"(  --queries FILE.csv  the columns query_id and name, and as far as known schema (Person, Company,
                      Organization, LegalEntity, Vessel), birth_date (1962, 1962-11, 1962-11-26) and
                      country (code or English name), in any order; others are left alone
  --out FILE.csv      query_id, best_entry_id, best_name, score (0 to 1) and hit: yes when a payment
                      would be stopped; one that is there is replaced
  --json              the summary as JSON

A name that cannot be read is a hit without an entry. Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

std::string Help() { return kHelpBeforeFormats + FormatsHelp("                        ") + kHelp; }

struct Order {
    std::vector<std::string> lists;
    std::string queries;
    std::string out;
    bool as_json = false;
};

QueryFacts FactsOf(const CsvTable& queries, std::size_t row) {
    const auto types = TypesOf(queries.At(row, "schema"));
    if (!types) throw queries.Fault(row, "'" + queries.At(row, "schema") + "' is no schema");
    QueryFacts facts;
    if (types->size() == 1) facts.type = types->front();
    if (const auto& birth = queries.At(row, "birth_date"); !birth.empty()) {
        facts.birth = ParseBirthDate(birth);
        if (!facts.birth)
            throw queries.Fault(row, "'" + birth + "' is no date like 1962, 1962-11, 1962-11-26");
    }
    const auto& country = queries.At(row, "country");
    if (!country.empty() && CountryOf(country).empty())
        throw queries.Fault(row, "'" + country + "' is no country");
    if (!country.empty()) facts.countries.emplace_back(country);
    return facts;
}

struct Answer {
    std::string entry_id = {};
    std::string name = {};
    int score = 0;
    bool hit = false;
};

// The best hit, or the likeliest entry when there is none.
Answer Ask(const Screener& screener, const std::string& name, const QueryFacts& facts) {
    const auto read = Normalise(name);
    Answer answer{.hit = read.text.empty() || HasMoreThanIsCompared(read)};
    const auto found = screener.Search(name, kMatchesMax, facts);
    if (found.empty()) return answer;
    auto best = std::ranges::find_if(found, &NameMatch::hit);
    if (best == found.end()) best = found.begin();
    return {.entry_id = best->entry_id,
            .name = best->listed_name,
            .score = best->score,
            .hit = answer.hit || best->hit};
}

Screener LoadLists(const std::vector<std::string>& sources, std::ostream& faults) {
    SanctionsList all;
    for (const auto& source : sources) {
        auto read = ImportList(source, [](double, std::uint64_t) {});
        const auto why = read ? ReasonToRefuse(read->report) : read.error().detail;
        if (!why.empty()) throw BadTable("--list " + source + ": " + why);
        if (!read->report.refused.empty())
            faults << "screen: " << read->report.refused.size() << " entries of " << source
                   << " are refused and will not be found: see import\n";
        Append(std::move(read->list), all);
    }
    return Screener(std::move(all));
}

int ScreenFile(const Order& order, std::ostream& out, std::ostream& faults) {
    const CsvTable queries(order.queries, {"query_id", "name"});
    std::ofstream file(order.out, std::ios::binary);
    if (!file) throw BadTable(order.out + ": cannot be written");
    const auto screener = LoadLists(order.lists, faults);
    file << CsvLine({"query_id", "best_entry_id", "best_name", "score", "hit"});
    cli::Progress progress("screen");
    const auto start = std::chrono::steady_clock::now();
    std::size_t hits = 0;
    for (std::size_t row = 0; row < queries.Rows(); ++row) {
        const auto answer = Ask(screener, queries.At(row, "name"), FactsOf(queries, row));
        hits += answer.hit;
        file << CsvLine({queries.At(row, "query_id"), answer.entry_id, answer.name,
                         ScoreText(answer.score), answer.hit ? "yes" : "no"});
        if (row % kProgressEvery == 0)
            progress.Show(static_cast<double>(row) / static_cast<double>(queries.Rows()), row);
    }
    file.flush();
    if (!file) throw BadTable(order.out + ": cannot be written");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (order.as_json)
        out << boost::json::serialize(boost::json::value{{"queries", queries.Rows()},
                                                         {"hits", hits},
                                                         {"entries", screener.EntryCount()},
                                                         {"names", screener.NameCount()},
                                                         {"list_version", screener.ListVersion()},
                                                         {"seconds", took.count()}})
            << '\n';
    else
        out << queries.Rows() << " names screened against " << screener.EntryCount() << " entries, "
            << hits << " hits, in " << order.out << '\n';
    return 0;
}

}  // namespace

int RunScreen(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(words, {"--queries", "--out"}, {"--json"}, {"--list"});
    if (arguments.help) {
        out << Help();
        return 0;
    }
    const Order order{.lists = arguments.All("--list"),
                      .queries = arguments.Text("--queries"),
                      .out = arguments.Text("--out"),
                      .as_json = arguments.Has("--json")};
    auto fault = arguments.fault;
    if (fault.empty() && (order.lists.empty() || order.queries.empty() || order.out.empty()))
        fault = "--list, --queries and --out are needed";
    if (!fault.empty()) {
        faults << "clearway-compliance screen: " << fault << "\n\n" << Help();
        return 2;
    }
    try {
        return ScreenFile(order, out, faults);
    } catch (const std::exception& failure) {
        faults << "screen: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::compliance
