// SPDX-License-Identifier: Apache-2.0
// Builds the fraud service from its parts and owns their order. Never: a decision.
#pragma once

#include <memory>

#include "host/service.h"
#include "services/fraud/config.h"

namespace clearway::fraud {

std::vector<postgres::Migration> Migrations();

// Reads the history back before it returns, so that no payment is scored without it.
std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config);

}  // namespace clearway::fraud
