// SPDX-License-Identifier: Apache-2.0
// Reads the policy file (JSON) and checks all of it: an unknown key, a value of another type, a
// doubled id or a threshold that is no integer is a fault, and every fault is listed. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/fraud/domain/policy/policy.h"

namespace clearway::fraud {

struct PolicyFile {
    std::optional<Policy> policy;     // absent when there is a fault
    std::vector<std::string> faults;  // "rules[2].mode: must be one of off, shadow, enforce"
};

PolicyFile ReadPolicyFile(std::string_view text);

}  // namespace clearway::fraud
