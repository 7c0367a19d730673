// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "services/fraud/features/feature_engine.h"
#include "tests/benchmark/fraud_memory/population.h"
#include "tests/benchmark/load/cpu_seconds.h"

namespace clearway::fraud_memory {
namespace {

constexpr char kUsage[] = R"(usage: clearway-fraud-memory [--entities N] [--attempts N]

Lets the feature engine of the fraud service observe attempts until it holds so many payers, payees and
devices, and prints one JSON object: what they take in memory and what CPU an observation takes, over all and
over the last tenth.

  --entities N  5000000; of 25 of them 12 are payers, 12 devices and one a payee
  --attempts N  3; of a payer in the mean, within 30 days
)";

struct Options {
    std::int64_t entities = 0;
    std::int64_t attempts = 0;
    bool help = false;
};

Options ParseOptions(std::span<const char* const> arguments) {
    constexpr std::int64_t kMost = 1'000'000'000;
    const std::vector<std::string> words(arguments.begin(), arguments.end());
    const auto read = cli::ReadArguments(words, {"--entities", "--attempts"}, {});
    const auto entities = read.Number("--entities", 5'000'000, 1, kMost);
    const auto attempts = read.Number("--attempts", 3, 1, kMost);
    if (read.help) return {.help = true};
    if (!read.fault.empty()) throw std::invalid_argument(read.fault);
    if (!entities || !attempts)
        throw std::invalid_argument("--entities and --attempts take numbers above zero");
    return {.entities = *entities, .attempts = *attempts};
}

std::int64_t ResidentBytes() {
    std::int64_t all = 0;
    std::int64_t resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

// Microseconds of CPU an observation, so that other programs do not count.
double Observe(fraud::FeatureEngine& engine, Population& population, std::int64_t attempts) {
    std::vector<double> row(engine.Table().Size());
    const double before = load::CpuSeconds();
    for (std::int64_t i = 0; i < attempts; ++i) engine.Observe(population.Next(), row);
    return 1e6 * (load::CpuSeconds() - before) / static_cast<double>(attempts);
}

void Measure(const Options& options) {
    const auto before = ResidentBytes();
    fraud::FeatureEngine engine(fraud::FeatureTable::Default(),
                                static_cast<std::size_t>(options.entities));
    Population population(options.entities, options.attempts);
    const auto last = 1 + population.Attempts() / 10;
    const auto first = population.Attempts() - last;
    const auto us_first = first == 0 ? 0 : Observe(engine, population, first);
    const auto us_last = Observe(engine, population, last);
    const auto resident = ResidentBytes() - before;

    const auto attempts = static_cast<double>(population.Attempts());
    const auto entities = static_cast<double>(engine.Entities());
    const double us =
        (us_first * static_cast<double>(first) + us_last * static_cast<double>(last)) / attempts;
    std::printf("{\"entities\": %.0f, \"attempts\": %.0f, \"features\": %zu, ", entities, attempts,
                engine.Table().Size());
    std::printf("\"entity_bytes\": %zu, \"resident_bytes\": %lld, ", engine.EntityBytes(),
                static_cast<long long>(resident));
    std::printf("\"bytes_per_entity\": %.1f, \"resident_bytes_per_entity\": %.1f, ",
                static_cast<double>(engine.EntityBytes()) / entities,
                static_cast<double>(resident) / entities);
    std::printf(
        "\"attempts_per_second\": %.0f, \"us_per_attempt\": %.3f, "
        "\"us_per_attempt_at_the_end\": %.3f}\n",
        1e6 / us, us, us_last);
}

}  // namespace
}  // namespace clearway::fraud_memory

int main(int argc, char** argv) {
    using namespace clearway::fraud_memory;
    try {
        const auto options = ParseOptions({argv + 1, static_cast<std::size_t>(argc - 1)});
        if (options.help) {
            std::cout << kUsage;
            return 0;
        }
        Measure(options);
        return 0;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "clearway-fraud-memory: " << wrong.what() << "\n\n" << kUsage;
        return 2;
    } catch (const std::exception& failure) {
        std::cerr << "clearway-fraud-memory: " << failure.what() << '\n';
        return 1;
    }
}
