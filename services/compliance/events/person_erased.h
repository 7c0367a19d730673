// SPDX-License-Identifier: Apache-2.0
// The fact that a person was erased. Domain to proto; never SQL, never a decision.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/erasures/erasure.h"

namespace clearway::compliance {

// The stream of a person's erasure; it has one fact.
core::Uuid ErasureStream(const core::Uuid& person);

// Of an erasure that is done.
events::NewEvent ToEvent(const Erasure& erasure, const std::string& traceparent);

}  // namespace clearway::compliance
