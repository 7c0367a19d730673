// SPDX-License-Identifier: Apache-2.0
// The settings of the fraud service beside those of every service. Faults go to the environment.
#pragma once

#include "config/environment.h"
#include "services/fraud/domain/policy/policy.h"
#include "services/fraud/usecase/assess_payment.h"

namespace clearway::fraud {

struct Config {
    Policy policy;
    MemoryLimits memory;

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::fraud
