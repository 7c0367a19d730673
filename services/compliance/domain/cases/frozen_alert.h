// SPDX-License-Identifier: Apache-2.0
// The document that freezes an alert: what was found, by what, and the evidence that came with it.
// Its digest is public (a fact has it), so a salt keeps anybody from guessing a name by it.
#pragma once

#include <string>

#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

// JSON. Evidence that is no JSON is kept as a text.
std::string FreezeAlert(const RaiseAlert& alert, const core::Uuid& salt);

}  // namespace clearway::compliance
