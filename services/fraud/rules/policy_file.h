// SPDX-License-Identifier: Apache-2.0
// Reads the policy file (JSON) and checks its form: an unknown or doubled key, a value of another
// type or a doubled id is a fault, and every fault is listed. The expressions are checked by
// PolicyProgram. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/fraud/rules/policy.h"

namespace clearway::fraud::rules {

struct PolicyFile {
    std::optional<Policy> policy;     // absent when there is a fault
    std::vector<std::string> faults;  // "rules[2].mode: must be one of off, shadow, enforce"
};

PolicyFile ReadPolicyFile(std::string_view text);

}  // namespace clearway::fraud::rules
