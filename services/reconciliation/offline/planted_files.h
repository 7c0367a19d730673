// SPDX-License-Identifier: Apache-2.0
// Made-up statements and expectations, as banks and books would write them, in which breaks are
// planted; and the truth about them, against which the result of a match run is judged. For the
// benchmark and for tests; the same seed gives the same files.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace clearway::reconciliation {

struct PlantedOptions {
    std::uint64_t seed = 1;
    std::uint32_t expectations = 1'000;  // about so many
    std::uint32_t breaks = 60;           // shared evenly by the six classes
    std::uint32_t accounts = 50;
    std::uint32_t files = 4;    // of statements
    std::uint64_t arrival = 0;  // another number: the same rows in another order
};

struct PlantedBreak {
    std::string exception_class;
    std::vector<std::string> line_ids;  // one of them is the line: doubles are alike
    std::string expectation_id;         // empty: none
};

struct PlantedTruth {
    std::vector<std::string> statements;  // paths
    std::string expectations;
    // What belongs together has the same number. Numbers begin with 1.
    std::map<std::string, std::uint32_t, std::less<>> group_of_line;
    std::map<std::string, std::uint32_t, std::less<>> group_of_expectation;
    std::vector<PlantedBreak> breaks;
};

PlantedTruth WritePlantedFiles(const std::string& folder, const PlantedOptions& options);

struct PlantedVerdict {
    std::uint64_t clean_lines = 0;
    std::uint64_t clean_lines_matched = 0;
    std::uint64_t wrong_matches = 0;
    std::uint64_t breaks_classed = 0;  // found, and of the right class
    std::uint64_t breaks = 0;
    std::vector<std::string> complaints;  // the first ten
};

// Of a result in CSV.
PlantedVerdict JudgeMatchRows(const std::string& path, const PlantedTruth& truth);

}  // namespace clearway::reconciliation
