// SPDX-License-Identifier: Apache-2.0
// Builds the reconciliation service from its parts and owns their order. Never: a decision.
#pragma once

#include <memory>

#include "host/service.h"
#include "services/reconciliation/config.h"

namespace clearway::reconciliation {

std::vector<postgres::Migration> Migrations();

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config);

}  // namespace clearway::reconciliation
