// SPDX-License-Identifier: Apache-2.0
// A policy whose rules are compiled: turns a row of numbers into a verdict. It knows no engine,
// only the names of a row's places. Rules see nothing but the row, and keep nothing from one row to
// the next.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "rules/lua/machine.h"
#include "rules/policy.h"

namespace clearway::rules {

struct CompiledPolicy;

// Thread-safe: one Lua machine behind a lock, held for a microsecond or two a row.
class PolicyProgram {
public:
    // Every fault is listed, "rules[2] (score_high).when: column 9: unknown name 'scor'"; rules
    // that are off are checked too.
    static CompiledPolicy Compile(Policy policy, std::vector<std::string> names,
                                  lua::Limits limits = {});

    // `values`: one for each name, in order; finite, or NaN for missing. An infinite value fails
    // the rules that use it. Throws std::invalid_argument on a row of another length.
    Verdict Evaluate(std::span<const double> values) const;

    // Why a rule fails on a row, empty if it does not: for the log, after Evaluate() told that one
    // failed. Rules are pure, so evaluating once more fails for the same reason.
    std::string FailureOf(std::size_t rule, std::span<const double> values) const;

    // Whether one of the rules that failed is enforced.
    bool EnforcedFailed(const Verdict& verdict) const { return (verdict.failed & enforced_) != 0; }

    // Bit i: rule i asks for the value of that name.
    std::uint64_t RulesThatUse(std::string_view name) const;

    const Policy& GetPolicy() const { return policy_; }
    const std::vector<std::string>& Names() const { return names_; }

private:
    struct CompiledRule {
        int function;
        std::vector<std::size_t> used;  // positions in the row, in the order of the arguments
    };

    PolicyProgram(Policy policy, std::vector<std::string> names, lua::Limits limits);
    void CompileRule(std::size_t index, std::vector<std::string>& faults);
    void RequireRow(std::span<const double> values) const;
    lua::Answer Ask(const CompiledRule& rule, std::span<const double> values) const;

    const Policy policy_;
    const std::vector<std::string> names_;
    std::vector<CompiledRule> rules_;
    std::uint64_t enforced_ = 0;  // bit i: rule i is enforced
    mutable std::mutex mutex_;
    mutable lua::Machine machine_;
    mutable std::vector<double> arguments_;
};

struct CompiledPolicy {
    std::unique_ptr<const PolicyProgram> program;  // absent when there is a fault
    std::vector<std::string> faults;
};

}  // namespace clearway::rules
