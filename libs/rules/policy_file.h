// SPDX-License-Identifier: Apache-2.0
// Reads a policy file (JSON) and checks its form: an unknown or doubled key, a value of another
// type or a doubled id is a fault, and every fault is listed. The expressions are checked by
// PolicyProgram. Pure; knows no service: what its rules say beside is told by a form.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/policy.h"

namespace clearway::rules {

using TextCheck = bool (*)(std::string_view text);

// A key that each rule of a service has beside id, mode, when, reason_code and message. Its value
// is text.
struct RuleKey {
    std::string_view name;
    TextCheck accepts;
    std::string_view what;  // the fault: "must be one of ..."
};

// A number, or numbers by key, that a policy of a service sets for more than its rules. Whole, from
// 1 to 2^53.
struct ParameterKey {
    std::string_view name;
    TextCheck accepts_key = nullptr;  // absent: one number
    std::string_view key_what = {};   // the fault of a key: "must be a currency"
};

// What the policies of one service look like; each of its keys is required.
struct PolicyForm {
    std::span<const RuleKey> rule_keys = {};
    std::span<const ParameterKey> parameters = {};  // none: the file has no key `parameters`
};

struct PolicyFile {
    std::optional<Policy> policy;     // absent when there is a fault
    std::vector<std::string> faults;  // "rules[2].mode: must be one of off, shadow, enforce"
};

PolicyFile ReadPolicyFile(std::string_view text, const PolicyForm& form);

}  // namespace clearway::rules
