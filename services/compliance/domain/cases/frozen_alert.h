// SPDX-License-Identifier: Apache-2.0
// The document that freezes an alert: what was found, by what, and the evidence that came with it.
// Its digest is public (a fact has it), so a salt keeps anybody from guessing a name by it.
#pragma once

#include <optional>
#include <string>

#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

// JSON. Evidence that is no JSON is kept as a text. `before` is the case that the alert joins or
// follows, as it was until then.
std::string FreezeAlert(const RaiseAlert& alert, const std::optional<Case>& before,
                        const core::Uuid& salt);

}  // namespace clearway::compliance
