// SPDX-License-Identifier: Apache-2.0
// The settings of the fraud service beside those of every service. Faults go to the environment.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "config/environment.h"
#include "services/fraud/content_reader.h"
#include "services/fraud/release_desk.h"
#include "services/fraud/usecase/assess_payment.h"

namespace clearway::fraud {

struct Config {
    ContentReader contents{{}};
    FallbackScoring fallback;  // what decides while the registry has nothing active
    MemoryLimits memory;
    std::filesystem::path state_folder;  // empty: no snapshots
    std::chrono::seconds snapshot_every{};

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::fraud
