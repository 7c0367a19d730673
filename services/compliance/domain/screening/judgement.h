// SPDX-License-Identifier: Apache-2.0
// What the paired words of two names prove, as a score: what fits, less what is left over and less
// the doubt that short and common names leave. The scale is the same for people and entities, the
// rules are not.
#pragma once

#include "services/compliance/domain/screening/alignment.h"

namespace clearway::compliance {

int Judge(const Alignment& alignment, const WeighedName& screened, const WeighedName& listed,
          EntryType type);

}  // namespace clearway::compliance
