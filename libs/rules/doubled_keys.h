// SPDX-License-Identifier: Apache-2.0
// Finds keys that occur twice in one JSON object. A parsed document keeps only the last of them,
// and a rule that silently overrides another has no place in a policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clearway::rules {

// The doubled keys of a well-formed document, in its order.
std::vector<std::string> DoubledKeys(std::string_view json);

}  // namespace clearway::rules
