// SPDX-License-Identifier: Apache-2.0
// Builds the compliance service from its parts and owns their order. Never: a decision.
#pragma once

#include <memory>
#include <vector>

#include "host/service.h"
#include "services/compliance/config.h"
#include "services/compliance/domain/list/list_version.h"

namespace clearway::compliance {

std::vector<postgres::Migration> Migrations();

// Throws std::runtime_error when the list is not whole: without a list nothing is screened, and the
// service does not become ready.
SanctionsList LoadList(const Config& config);

// The list that a database without lists begins with: that of LoadList.
KeptList FirstList(const Config& config, core::Timestamp at);

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config);

}  // namespace clearway::compliance
