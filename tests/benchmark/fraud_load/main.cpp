// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <iostream>

#include "tests/benchmark/called_peer.h"
#include "tests/benchmark/fraud_load/score_load.h"
#include "tests/benchmark/timings_json.h"

namespace clearway::fraud_load {
namespace {

int Main(std::span<const char* const> arguments) {
    const Options options = ParseOptions(arguments);
    if (options.help) {
        std::cout << kUsage;
        return 0;
    }
    const auto tally = Run(options);
    const auto of = [&](fraud::v1::FraudOutcome outcome) {
        return tally.by_outcome[static_cast<std::size_t>(outcome)];
    };
    auto printed = benchmark::TimingsJson(tally.timings, options.pace);
    printed["approve"] = of(fraud::v1::FRAUD_OUTCOME_APPROVE);
    printed["challenge"] = of(fraud::v1::FRAUD_OUTCOME_CHALLENGE);
    printed["review"] = of(fraud::v1::FRAUD_OUTCOME_REVIEW);
    printed["decline"] = of(fraud::v1::FRAUD_OUTCOME_DECLINE);
    printed["explained"] = tally.explained;
    printed["policy_version"] = tally.policy_version;
    printed["model_version"] = tally.model_version;
    std::cout << boost::json::serialize(printed) << '\n';
    return tally.timings.latency.Count() > 0 ? 0 : 1;
}

}  // namespace
}  // namespace clearway::fraud_load

int main(int argc, char** argv) {
    return clearway::benchmark::RunProgram(
        "clearway-fraud-load", clearway::fraud_load::kUsage, [&] {
            return clearway::fraud_load::Main({argv + 1, static_cast<std::size_t>(argc - 1)});
        });
}
