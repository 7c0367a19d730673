// SPDX-License-Identifier: Apache-2.0
// The settings of the fraud service beside those of every service. Faults go to the environment.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "config/environment.h"
#include "services/fraud/usecase/assess_payment.h"

namespace clearway::fraud {

struct Config {
    std::shared_ptr<const Scoring> scoring;
    MemoryLimits memory;
    std::filesystem::path state_folder;  // empty: no snapshots
    std::chrono::seconds snapshot_every{};

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::fraud
