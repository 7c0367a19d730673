// SPDX-License-Identifier: Apache-2.0
// The words of a fraud policy: rules as data of a versioned file (policy_file.h), whose conditions
// are Lua expressions (policy_program.h). Plain values; this code knows no threshold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud::rules {

enum class RuleMode : std::uint8_t {
    kOff,     // checked like the others, never evaluated
    kShadow,  // evaluated and counted, without effect
    kEnforce,
};

struct Rule {
    std::string id;
    RuleMode mode;
    std::string when;  // the condition, a Lua expression over the names of a row
    Outcome outcome;   // never kApprove: a rule takes away, it does not give
    Reason reason;     // with the ISO 20022 code
};

struct Policy {
    std::string id;
    std::string version;
    std::vector<Rule> rules;

    // "<id>/<version>": what an answer and the evidence carry.
    std::string FullVersion() const { return id + "/" + version; }
};

inline constexpr std::size_t kRulesMax = 64;
inline constexpr std::size_t kWhenLengthMax = 1000;

// What became of each rule, bit i for rule i: small enough to be remembered for every payment.
struct Verdict {
    Outcome outcome = Outcome::kApprove;
    std::uint64_t enforced = 0;  // enforced rules that fired
    std::uint64_t shadowed = 0;  // shadow rules that fired
    std::uint64_t failed = 0;    // rules of either mode that could not be evaluated

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

// An enforced rule that failed is answered with review and this code, never with a silent approval.
inline constexpr const char* kRuleFailed = "RULE_FAILED";

// The reasons of the enforced rules that fired, in the order of the file; kRuleFailed, once and
// last, when an enforced rule failed.
std::vector<Reason> ReasonsOf(const Policy& policy, const Verdict& verdict);

}  // namespace clearway::fraud::rules
