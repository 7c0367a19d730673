// SPDX-License-Identifier: Apache-2.0
// Builds the audit service from its parts and owns their order. Never: a decision.
#pragma once

#include <memory>

#include "host/service.h"
#include "services/audit/config.h"

namespace clearway::audit {

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config);

}  // namespace clearway::audit
