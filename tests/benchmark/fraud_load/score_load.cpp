// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/score_load.h"

#include "core/clock.h"
#include "tests/benchmark/fraud_load/requests.h"

namespace clearway::fraud_load {
namespace {

namespace pb = fraud::v1;

class Payments {
public:
    Payments(const Options& options, Tally& tally) : requests_(options), tally_(tally) {}

    pb::ScoreRequest At(std::int64_t number) { return requests_.At(number, wall_.Now()); }

    void Count(const pb::ScoreResponse& response) {
        const auto known = pb::FraudOutcome_IsValid(response.outcome());
        ++tally_.by_outcome[known ? static_cast<std::size_t>(response.outcome()) : 0];
        if (response.contributions_size() > 0) ++tally_.explained;
        tally_.policy_version = response.policy_version();
        tally_.model_version = response.model_version();
    }

private:
    core::SystemClock wall_;
    Requests requests_;
    Tally& tally_;
};

}  // namespace

Tally Run(const Options& options) {
    Tally tally;
    Payments payments(options, tally);
    // The limit is the most that the method allows.
    using Loop = benchmark::OpenLoop<pb::ScoreRequest, pb::ScoreResponse, Payments>;
    tally.timings = Loop::Run(
        options.peer, options.pace,
        {"clearway.fraud.v1.FraudService.Score", std::chrono::milliseconds(500)}, payments);
    return tally;
}

}  // namespace clearway::fraud_load
