// SPDX-License-Identifier: Apache-2.0
// The policy turns features and score into an outcome with reasons. Rules are data of a versioned
// file (policy_file.h); this code knows no threshold and no reason code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/features/feature.h"

namespace clearway::fraud {

enum class RuleMode : std::uint8_t {
    kOff,
    kShadow,   // evaluated and counted, without effect
    kEnforce,
};

enum class Comparison : std::uint8_t { kGreaterThan, kAtLeast, kLessThan, kAtMost, kEqual };

struct Rule {
    std::string id;
    RuleMode mode;
    Feature feature;
    Comparison comparison;
    std::int64_t threshold;
    Outcome outcome;
    Reason reason;
};

struct Policy {
    std::string id;
    std::string version;
    std::vector<Rule> rules;

    // "<id>/<version>": what an answer and the evidence carry.
    std::string FullVersion() const { return id + "/" + version; }
};

inline constexpr std::size_t kRulesMax = 64;

// Which rules fired, bit i for rule i: small enough to be remembered for every payment.
struct Verdict {
    Outcome outcome = Outcome::kApprove;
    std::uint64_t enforced = 0;
    std::uint64_t shadowed = 0;
};

Verdict Evaluate(const Policy& policy, const FeatureVector& features);

// The reasons of the rules whose bit is set, in the order of the file.
std::vector<Reason> ReasonsOf(const Policy& policy, std::uint64_t fired);

}  // namespace clearway::fraud
