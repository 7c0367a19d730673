// SPDX-License-Identifier: Apache-2.0
// The words of a policy: rules as data of a versioned file (policy_file.h), whose conditions are
// Lua expressions (policy_program.h). Plain values; knows no threshold, and nothing of what a
// service does when a rule fires.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::rules {

enum class RuleMode : std::uint8_t {
    kOff,     // checked like the others, never evaluated
    kShadow,  // evaluated and counted, without effect
    kEnforce,
};

constexpr std::string_view NameOf(RuleMode mode) {
    switch (mode) {
        case RuleMode::kOff: return "off";
        case RuleMode::kShadow: return "shadow";
        case RuleMode::kEnforce: return "enforce";
    }
    return "";
}

struct Rule {
    std::string id;
    RuleMode mode = RuleMode::kOff;
    std::string when;  // the condition, a Lua expression over the names of a row
    std::string reason_code;
    std::string message;
    std::vector<std::string> own = {};  // values of the form's rule keys, in the form's order
};

// One number, under the empty key, or a number for each key.
using Parameter = std::map<std::string, std::int64_t>;

struct Policy {
    std::string id;
    std::string version;
    std::vector<Rule> rules;
    std::map<std::string, Parameter> parameters = {};  // those of the form, all of them

    // "<id>/<version>": what an answer and the evidence carry.
    std::string FullVersion() const { return id + "/" + version; }
};

inline constexpr std::size_t kRulesMax = 64;
inline constexpr std::size_t kWhenLengthMax = 1000;

// What became of each rule, bit i for rule i: small enough to be remembered for every payment.
struct Verdict {
    std::uint64_t enforced = 0;  // enforced rules that fired
    std::uint64_t shadowed = 0;  // shadow rules that fired
    std::uint64_t failed = 0;    // rules of either mode that could not be evaluated

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

// The reason of an enforced rule that failed: it is never passed over in silence.
inline constexpr const char* kRuleFailed = "RULE_FAILED";
inline constexpr const char* kRuleFailedMessage = "A rule of the policy could not be evaluated.";

}  // namespace clearway::rules
