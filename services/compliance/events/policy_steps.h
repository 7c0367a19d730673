// SPDX-License-Identifier: Apache-2.0
// The facts of a monitoring policy's steps. Domain to proto; never SQL, never a decision.
#pragma once

#include <vector>

#include "events/event.h"
#include "releases/release.h"

namespace clearway::compliance {

core::Uuid PolicyStream(const std::string& version);

// Those of the release's history behind the first `known` steps.
std::vector<events::NewEvent> NewStepsOf(const releases::Release& release, std::size_t known);

}  // namespace clearway::compliance
