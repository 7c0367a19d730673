// SPDX-License-Identifier: Apache-2.0
// What the remarks of the OFAC list tell: "DOB 26 Nov 1962; nationality Syria; Passport 30455
// (Egypt)". What is not understood is left out; it costs no hit.
#pragma once

#include <optional>
#include <string_view>

#include "services/compliance/domain/list/entry_facts.h"

namespace clearway::compliance {

EntryFacts ReadRemarks(std::string_view remarks);

// "26 Nov 1962", "circa 1962", "1962 to 1965", "1962-1965"; nullopt for what has no year.
std::optional<BirthDate> ReadOfacBirth(std::string_view text);

}  // namespace clearway::compliance
