// SPDX-License-Identifier: Apache-2.0
// What matching costs and what it finds: made-up statements and expectations with planted breaks go
// through the whole command, from files to a file, and the result is judged against the truth.
// Usage: reconciliation_bench [expectations] [folder] [accounts]. The folder is made, its files
// stay.
#include <cstdio>
#include <filesystem>

#include "services/reconciliation/measured_command.h"
#include "services/reconciliation/offline/match_command.h"
#include "services/reconciliation/offline/planted_files.h"

namespace {

namespace reconciliation = clearway::reconciliation;

constexpr std::uint32_t kExpectations = 1'000'000;
constexpr std::uint32_t kBreaks = 100;

}  // namespace

int main(int argc, char** argv) {
    const std::string folder = argc > 2 ? argv[2] : "build/reconciliation-bench";
    reconciliation::PlantedOptions options;
    options.expectations =
        argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : kExpectations;
    options.breaks = kBreaks;
    if (argc > 3) options.accounts = static_cast<std::uint32_t>(std::atoi(argv[3]));
    std::filesystem::create_directories(folder);
    // A fork starts with its parent's memory, so the files are made in a process of its own, too.
    reconciliation::Measure([&] {
        reconciliation::WritePlantedFiles(folder, options);
        return 0;
    });
    std::vector<std::string> words{"--expectations", folder + "/expectations.csv", "--out",
                                   folder + "/out.csv", "--statements"};
    for (std::uint32_t i = 0; i < options.files; ++i)
        words.push_back(folder + "/statement_" + std::to_string(i) + ".csv");
    const auto run = reconciliation::Measure(
        [&] { return reconciliation::RunMatch(words, std::cout, std::cerr); });
    if (run.code != 0) return run.code;
    const auto truth = reconciliation::WritePlantedFiles(folder, options);
    const auto verdict = reconciliation::JudgeMatchRows(folder + "/out.csv", truth);
    const auto lines = static_cast<double>(truth.group_of_line.size());
    std::printf("lines %zu, expectations %zu\n", truth.group_of_line.size(),
                truth.group_of_expectation.size());
    std::printf("lines a second %.0f, seconds %.1f, CPU seconds %.1f, peak memory %ld MB\n",
                lines / run.seconds, run.seconds, run.cpu_seconds, run.peak_megabytes);
    std::printf("clean lines matched %.3f %%, wrong matches %llu, breaks %llu of %llu\n",
                100.0 * static_cast<double>(verdict.clean_lines_matched) /
                    static_cast<double>(verdict.clean_lines),
                static_cast<unsigned long long>(verdict.wrong_matches),
                static_cast<unsigned long long>(verdict.breaks_classed),
                static_cast<unsigned long long>(verdict.breaks));
    for (const auto& complaint : verdict.complaints) std::printf("  %s\n", complaint.c_str());
    return verdict.wrong_matches == 0 && verdict.breaks_classed == verdict.breaks ? 0 : 1;
}
