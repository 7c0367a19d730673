// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>

#include "rpc/process_exit.h"
#include "tests/benchmark/fraud_load/score_load.h"
#include "tests/benchmark/load/cpu_seconds.h"

namespace clearway::fraud_load {
namespace {

double Milliseconds(std::int64_t microseconds) { return static_cast<double>(microseconds) / 1e3; }

void Print(const Tally& tally) {
    const double seconds = static_cast<double>(tally.elapsed.count()) / 1e6;
    const auto count = [](std::int64_t number) { return static_cast<long long>(number); };
    const auto of = [&](fraud::v1::FraudOutcome outcome) {
        return count(tally.by_outcome[static_cast<std::size_t>(outcome)]);
    };
    std::printf("{\"sent\": %lld, \"calls\": %lld, \"failed_calls\": %lld, ", count(tally.sent),
                count(tally.latency.Count()), count(tally.failed));
    std::printf("\"approve\": %lld, \"challenge\": %lld, \"review\": %lld, \"decline\": %lld, ",
                of(fraud::v1::FRAUD_OUTCOME_APPROVE), of(fraud::v1::FRAUD_OUTCOME_CHALLENGE),
                of(fraud::v1::FRAUD_OUTCOME_REVIEW), of(fraud::v1::FRAUD_OUTCOME_DECLINE));
    std::printf("\"explained\": %lld, \"policy_version\": \"%s\", \"model_version\": \"%s\", ",
                count(tally.explained), tally.policy_version.c_str(), tally.model_version.c_str());
    std::printf("\"seconds\": %.3f, \"warm_up_seconds\": %.3f, \"calls_per_second\": %.1f, ",
                seconds, static_cast<double>(tally.warm_up.count()) / 1e6,
                static_cast<double>(tally.latency.Count()) / seconds);
    std::printf("\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": %.3f, ",
                Milliseconds(tally.latency.PerMille(500)),
                Milliseconds(tally.latency.PerMille(990)),
                Milliseconds(tally.latency.PerMille(999)), Milliseconds(tally.latency.Max()));
    std::printf("\"late_p99_ms\": %.3f, \"cpu_seconds\": %.3f}\n",
                Milliseconds(tally.lateness.PerMille(990)), load::CpuSeconds());
}

int Main(std::span<const char* const> arguments) {
    const Options options = ParseOptions(arguments);
    if (options.help) {
        std::cout << kUsage;
        return 0;
    }
    const auto tally = Run(options);
    Print(tally);
    return tally.latency.Count() > 0 ? 0 : 1;
}

}  // namespace
}  // namespace clearway::fraud_load

int main(int argc, char** argv) {
    clearway::rpc::LeaveCryptoAloneAtExit();
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return clearway::fraud_load::Main({argv + 1, static_cast<std::size_t>(argc - 1)});
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "clearway-fraud-load: " << wrong.what() << "\n\n"
                  << clearway::fraud_load::kUsage;
        return 2;
    } catch (const std::exception& failure) {
        std::cerr << "clearway-fraud-load: " << failure.what() << '\n';
        return 1;
    }
}
