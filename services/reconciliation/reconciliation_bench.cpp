// SPDX-License-Identifier: Apache-2.0
// What matching costs and what it finds: made-up statements and expectations with planted breaks go
// through the whole command, from files to a file, and the result is judged against the truth.
// Usage: reconciliation_bench [expectations] [folder] [accounts]. The folder is made, its files
// stay.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "services/reconciliation/offline/match_command.h"
#include "services/reconciliation/offline/planted_files.h"

namespace {

namespace reconciliation = clearway::reconciliation;

constexpr std::uint32_t kExpectations = 1'000'000;
constexpr std::uint32_t kBreaks = 100;

struct Run {
    int code = 1;
    double seconds = 0;
    double cpu_seconds = 0;
    long peak_megabytes = 0;
};

// In a process of its own, whose memory is that of the command alone.
Run RunCommand(const std::vector<std::string>& words) {
    const auto begun = std::chrono::steady_clock::now();
    const auto child = ::fork();
    if (child == 0) {
        const int code = reconciliation::RunMatch(words, std::cout, std::cerr);
        std::cout.flush();
        std::_Exit(code);
    }
    int state = 0;
    rusage usage{};
    ::wait4(child, &state, 0, &usage);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {.code = WEXITSTATUS(state),
            .seconds = took.count(),
            .cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
            .peak_megabytes = usage.ru_maxrss / 1024};
}

}  // namespace

int main(int argc, char** argv) {
    const std::string folder = argc > 2 ? argv[2] : "build/reconciliation-bench";
    reconciliation::PlantedOptions options;
    options.expectations =
        argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : kExpectations;
    options.breaks = kBreaks;
    if (argc > 3) options.accounts = static_cast<std::uint32_t>(std::atoi(argv[3]));
    std::filesystem::create_directories(folder);
    // The files are made in a process of its own too: a fork starts with its parent's memory.
    if (const auto child = ::fork(); child == 0) {
        reconciliation::WritePlantedFiles(folder, options);
        std::_Exit(0);
    } else {
        ::waitpid(child, nullptr, 0);
    }
    std::vector<std::string> words{"--expectations", folder + "/expectations.csv", "--out",
                                   folder + "/out.csv", "--statements"};
    for (std::uint32_t i = 0; i < options.files; ++i)
        words.push_back(folder + "/statement_" + std::to_string(i) + ".csv");
    const auto run = RunCommand(words);
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
