// SPDX-License-Identifier: Apache-2.0
// The payments that are scored: the same parties in the same order in every run, under ids that no
// run had before. Must not send.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "core/clock.h"
#include "tests/benchmark/fraud_load/options.h"
#include "tests/benchmark/random_ids.h"

namespace clearway::fraud_load {

class Requests {
public:
    explicit Requests(const Options& options);

    // Payers take turns: at the options' rate none comes so often within a minute that a rule of
    // the default policy would fire. What must be explained has parties of its own, for the sum of
    // a payer's day outlasts a run.
    fraud::v1::ScoreRequest At(std::int64_t number, core::Timestamp now);

private:
    struct Parties {
        std::string payer, payee, device;
    };

    std::string currency_;
    bool explained_;
    std::vector<Parties> parties_;
    benchmark::RandomIds ids_;
};

}  // namespace clearway::fraud_load
