// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/score_load.h"
#include "tests/benchmark/load_program.h"

namespace clearway::fraud_load {
namespace {

void Tell(const Tally& tally, boost::json::object& printed) {
    const auto of = [&](fraud::v1::FraudOutcome outcome) {
        return tally.by_outcome[static_cast<std::size_t>(outcome)];
    };
    printed["approve"] = of(fraud::v1::FRAUD_OUTCOME_APPROVE);
    printed["challenge"] = of(fraud::v1::FRAUD_OUTCOME_CHALLENGE);
    printed["review"] = of(fraud::v1::FRAUD_OUTCOME_REVIEW);
    printed["decline"] = of(fraud::v1::FRAUD_OUTCOME_DECLINE);
    printed["explained"] = tally.explained;
    printed["policy_version"] = tally.policy_version;
    printed["model_version"] = tally.model_version;
}

}  // namespace
}  // namespace clearway::fraud_load

int main(int argc, char** argv) {
    using namespace clearway::fraud_load;
    return clearway::benchmark::RunLoadProgram("clearway-fraud-load", kUsage,
                                               {argv + 1, static_cast<std::size_t>(argc - 1)},
                                               ParseOptions, Run, Tell);
}
