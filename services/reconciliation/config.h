// SPDX-License-Identifier: Apache-2.0
// The settings of the reconciliation service beside those of every service.
#pragma once

#include <chrono>

#include "config/environment.h"

namespace clearway::reconciliation {

struct Config {
    std::chrono::milliseconds interval;
    std::chrono::seconds grace;
    std::chrono::days keep;  // of payments that agree; zero: for ever

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::reconciliation
