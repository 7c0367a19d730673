// SPDX-License-Identifier: Apache-2.0
// A policy of fraud: the engine of libs/rules with what fraud's rules say beside, an outcome and an
// ISO 20022 code. The gravest outcome of the enforced rules that fire decides. No I/O, no clock.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/policy_program.h"
#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

// An enforced rule that failed is answered with review at least, never with a silent approval.
struct FraudVerdict : rules::Verdict {
    Outcome outcome = Outcome::kApprove;

    friend bool operator==(const FraudVerdict&, const FraudVerdict&) = default;
};

// Thread-safe.
class FraudPolicy {
public:
    struct ReadResult {
        std::unique_ptr<const FraudPolicy> policy;  // absent when there is a fault
        std::vector<std::string> faults;            // of the file, else of the expressions
    };
    // `names`: those of a row, see PolicyNames().
    static ReadResult Read(std::string_view text, std::vector<std::string> names);

    FraudVerdict Evaluate(std::span<const double> values) const;

    // The reasons of the enforced rules that fired, in the order of the file; kRuleFailed, once and
    // last, when an enforced rule failed.
    std::vector<Reason> ReasonsOf(const rules::Verdict& verdict) const;

    const rules::PolicyProgram& Program() const { return *program_; }
    const rules::Policy& GetPolicy() const { return program_->GetPolicy(); }

private:
    explicit FraudPolicy(std::unique_ptr<const rules::PolicyProgram> program);

    std::unique_ptr<const rules::PolicyProgram> program_;
    std::vector<Outcome> outcomes_;  // of each rule
};

}  // namespace clearway::fraud
