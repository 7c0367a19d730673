// SPDX-License-Identifier: Apache-2.0
// One call to a service over mutual TLS as an operator: JSON in, JSON out. Must not print.
#pragma once

#include <string>
#include <string_view>

#include "config/environment.h"
#include "core/result.h"
#include "gateway/operator/catalogue.h"

namespace clearway::gateway::console {

// Certificate (CLEARWAY_TLS_*) and address (CLEARWAY_PEER_<PEER>) come from `environment`; what is
// missing there is left as its faults, and the call is not made (kInvalidArgument). Throws
// std::runtime_error when a certificate file is unusable.
core::Result<std::string> CallRemote(const OperatorCall& call, std::string_view peer,
                                     std::string_view json, config::Environment& environment);

}  // namespace clearway::gateway::console
