// SPDX-License-Identifier: Apache-2.0
// Lists write two names as one: "Al-Qa'ida/Islamic Army", "X a.k.a. Y". Each part is a name by
// itself. It parts names, it does not read them.
#pragma once

#include <string_view>
#include <vector>

namespace clearway::compliance {

// The whole name first, then its parts if there are any that say enough.
std::vector<std::string_view> AlternativesOf(std::string_view name);

}  // namespace clearway::compliance
