// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/features_command.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <vector>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "services/fraud/features/feature_engine.h"
#include "services/fraud/offline/matrix_file.h"
#include "services/fraud/offline/rows_file.h"

namespace clearway::fraud {

namespace {

namespace json = boost::json;

constexpr std::uint64_t kProgressEvery = 4'096;

constexpr char kHelp[] =
    R"(Usage: clearway-fraud features --transactions FILE --out FILE [--rows FILE] [--only NAMES] [--json]
       clearway-fraud features --history --out FILE [--rows FILE] [--only NAMES] [--json]
       clearway-fraud features --list [--only NAMES] [--json]

Runs the feature engine over past payments, in the order of the file or of the log, and writes one row
of features for each: what the service would have known when that payment came. Features of reports
see them seven days after the payment: those of the file's labels (column fraud), or those that the
log holds.

  --transactions FILE  CSV, plain or gzip, with the columns tx_id, tx_datetime, customer_id (payer),
                       terminal_id (payee), amount and, if known, fraud (0 or 1)
  --history            the service's own feature log, in the database that CLEARWAY_DATABASE_URL names,
                       to the end that it has now
  --out FILE           .csv or .csv.gz with the names of the features, or .npy (float64)
  --rows FILE          the payments of the rows too, .csv or .csv.gz, as --transactions reads them
  --only NAMES         these features in this order, with commas between (all)
  --entities-max N     payers and payees remembered, each (10000000)
  --list               the features in the order of the columns, with what they mean
  --json               the summary or the list as JSON

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

// What `--only` names, as places in a row. A fault when a name is unknown or there twice.
struct Selection {
    std::vector<std::string> names;
    std::vector<std::size_t> places;
    std::string fault;
};

Selection Select(const FeatureTable& table, std::string_view only) {
    Selection selection;
    if (only.empty()) {
        selection.names = table.Names();
    } else {
        std::stringstream list{std::string(only)};
        for (std::string name; std::getline(list, name, ',');) selection.names.push_back(name);
    }
    for (const auto& name : selection.names) {
        const auto place = table.IndexOf(name);
        if (!place) return {.names = {}, .places = {}, .fault = "there is no feature " + name};
        if (std::ranges::find(selection.places, *place) != selection.places.end())
            return {.names = {}, .places = {}, .fault = "--only names " + name + " twice"};
        selection.places.push_back(*place);
    }
    return selection;
}

void PrintList(const FeatureTable& table, const Selection& selection, bool as_json) {
    const auto hash = table.HashOf(selection.names).value();
    if (as_json) {
        json::array features;
        for (const auto place : selection.places) {
            const auto& feature = table.Features()[place];
            features.push_back({{"name", feature.name},
                                {"subject", NameOf(feature.subject)},
                                {"measure", NameOf(feature.measure)},
                                {"window", feature.window_text},
                                {"delay", feature.delay_text},
                                {"meaning", feature.meaning}});
        }
        std::cout << json::serialize(json::value{{"hash", hash}, {"features", features}}) << '\n';
        return;
    }
    for (const auto place : selection.places) {
        const auto& feature = table.Features()[place];
        std::cout << std::left << std::setw(32) << feature.name << feature.meaning << '\n';
    }
    std::cout << "\n" << selection.names.size() << " features, hash " << hash << '\n';
}

struct Files {
    std::string out;
    std::string rows;  // empty: not asked for
};

int Export(History& history, const Files& files, const Selection& selection,
           std::size_t entities_max, bool as_json) {
    const auto& table = FeatureTable::Default();
    const auto matrix = CreateMatrixFile(files.out, selection.names);
    std::optional<RowsFile> payments;
    if (!files.rows.empty()) payments.emplace(files.rows, history.HasLabels());
    FeatureEngine engine(table, entities_max);
    cli::Progress progress("features");
    std::vector<double> row(table.Size());
    std::vector<double> selected(selection.places.size());
    std::uint64_t rows = 0;
    std::uint64_t frauds = 0;
    const auto start = std::chrono::steady_clock::now();
    while (const auto entry = history.Next()) {
        if (!Apply(engine, *entry, row)) continue;
        frauds += entry->transaction.fraud ? 1 : 0;
        std::ranges::transform(selection.places, selected.begin(),
                               [&](std::size_t place) { return row[place]; });
        matrix->Write(selected);
        if (payments) payments->Write(entry->transaction);
        if (++rows % kProgressEvery == 0) progress.Show(history.Progress(), rows);
    }
    if (payments) payments->Finish();
    matrix->Finish();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (as_json) {
        std::cout << json::serialize(json::value{{"rows", rows},
                                                 {"reported", frauds},
                                                 {"features", selection.names.size()},
                                                 {"hash", table.HashOf(selection.names).value()},
                                                 {"entities", engine.Entities()},
                                                 {"entity_bytes", engine.EntityBytes()},
                                                 {"seconds", took.count()}})
                  << '\n';
        return 0;
    }
    std::cout << rows << " rows of " << selection.names.size() << " features, " << frauds
              << " reported as fraud, in " << files.out << '\n';
    return 0;
}

}  // namespace

int RunFeatures(std::span<const std::string> words, const LogSource& log) {
    const auto arguments =
        cli::ReadArguments(words, {"--transactions", "--out", "--rows", "--only", "--entities-max"},
                           {"--history", "--list", "--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return 0;
    }
    const auto entities_max = arguments.Number("--entities-max", 10'000'000, 1, 1'000'000'000);
    const bool list = arguments.Has("--list");
    const Files files{.out = arguments.Text("--out"), .rows = arguments.Text("--rows")};
    const auto selection = Select(FeatureTable::Default(), arguments.Text("--only"));
    std::string fault = arguments.fault.empty() ? selection.fault : arguments.fault;
    if (fault.empty() && !entities_max) fault = "--entities-max takes 1 to 1000000000";
    if (fault.empty() && !list) fault = HistoryFault(arguments, log);
    if (fault.empty() && !list && files.out.empty()) fault = "--out is needed";
    if (fault.empty() && !list && files.out == files.rows)
        fault = "--out and --rows name the same file";
    if (!fault.empty()) {
        std::cerr << "clearway-fraud features: " << fault << "\n\n" << kHelp;
        return 2;
    }
    if (list) {
        PrintList(FeatureTable::Default(), selection, arguments.Has("--json"));
        return 0;
    }
    return Export(*OpenHistory(arguments, log), files, selection,
                  static_cast<std::size_t>(*entities_max), arguments.Has("--json"));
}

}  // namespace clearway::fraud
