// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/score_pairs_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <ostream>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "services/compliance/domain/screening/explanation.h"
#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/offline/csv_table.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kProgressEvery = 256;

constexpr char kHelp[] =
    R"(Usage: clearway-compliance score-pairs --pairs FILE.csv --out FILE.csv [--json]

Scores pairs of names, each for itself: may both be the name of one person, company or ship? How much
a word tells is taken from the list that is built in.

  --pairs FILE.csv  the columns schema (Person, Company, Organization, LegalEntity, Vessel; may be
                    empty), name1 (the query) and name2 (the listed name), in any order; others are
                    taken over as they are
  --out FILE.csv    the same columns and score (0 to 1), match (yes from 0.700 on, or no) and
                    explanation: which words were taken for the same, how, with what weight, and what
                    was left over; one that is there is replaced
  --json            the summary as JSON

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

NameComparison ComparePair(const CsvTable& pairs, std::size_t row,
                           const TokenStatistics& statistics) {
    auto types = TypesOf(pairs.At(row, "schema"));
    if (!types) throw pairs.Fault(row, "'" + pairs.At(row, "schema") + "' is no schema");
    if (types->empty()) *types = {EntryType::kEntity, EntryType::kIndividual};
    std::optional<NameComparison> best;
    for (const auto type : *types) {
        auto found = CompareNames(pairs.At(row, "name1"), pairs.At(row, "name2"), type, statistics);
        if (!best || found.score > best->score) best = std::move(found);
    }
    return *best;
}

int ScorePairs(const std::string& in, const std::string& out_path, bool as_json,
               std::ostream& out) {
    const CsvTable pairs(in, {"schema", "name1", "name2"});
    std::ofstream file(out_path, std::ios::binary);
    if (!file) throw BadTable(out_path + ": cannot be written");
    const auto files = BuiltInListFiles();
    const Screener screener(std::move(*ReadSanctionsList(*files, kBuiltInMonth)));
    auto columns = pairs.Columns();
    columns.insert(columns.end(), {"score", "match", "explanation"});
    file << CsvLine(columns);
    cli::Progress progress("score-pairs");
    std::size_t matches = 0;
    for (std::size_t row = 0; row < pairs.Rows(); ++row) {
        const auto found = ComparePair(pairs, row, screener.Statistics());
        const bool match = found.score >= kMatchScore;
        matches += match;
        auto fields = pairs.Row(row);
        fields.insert(fields.end(), {ScoreText(found.score), match ? "yes" : "no", Explain(found)});
        file << CsvLine(fields);
        if (row % kProgressEvery == 0)
            progress.Show(static_cast<double>(row) / static_cast<double>(pairs.Rows()), row);
    }
    file.flush();
    if (!file) throw BadTable(out_path + ": cannot be written");
    if (as_json)
        out << boost::json::serialize(
                   boost::json::value{{"pairs", pairs.Rows()}, {"matches", matches}})
            << '\n';
    else
        out << pairs.Rows() << " pairs, " << matches << " matches, in " << out_path << '\n';
    return 0;
}

}  // namespace

int RunScorePairs(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments = cli::ReadArguments(words, {"--pairs", "--out"}, {"--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    auto fault = arguments.fault;
    if (fault.empty() && (arguments.Text("--pairs").empty() || arguments.Text("--out").empty()))
        fault = "--pairs and --out are needed";
    if (!fault.empty()) {
        faults << "clearway-compliance score-pairs: " << fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        return ScorePairs(arguments.Text("--pairs"), arguments.Text("--out"),
                          arguments.Has("--json"), out);
    } catch (const std::exception& failure) {
        faults << "score-pairs: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::compliance
