// SPDX-License-Identifier: Apache-2.0
#include "rules/policy_program.h"

#include <stdexcept>

#include "rules/lua/expression.h"

namespace clearway::rules {

PolicyProgram::PolicyProgram(Policy policy, std::vector<std::string> names, lua::Limits limits)
    : policy_(std::move(policy)), names_(std::move(names)), machine_(limits) {
    arguments_.reserve(names_.size());
}

CompiledPolicy PolicyProgram::Compile(Policy policy, std::vector<std::string> names,
                                      lua::Limits limits) {
    CompiledPolicy compiled;
    if (policy.rules.size() > kRulesMax) {
        compiled.faults.push_back("rules: must be at most 64");
        return compiled;
    }
    std::unique_ptr<PolicyProgram> program(
        new PolicyProgram(std::move(policy), std::move(names), limits));
    for (std::size_t i = 0; i < program->policy_.rules.size(); ++i)
        program->CompileRule(i, compiled.faults);
    if (compiled.faults.empty()) compiled.program = std::move(program);
    return compiled;
}

void PolicyProgram::CompileRule(std::size_t index, std::vector<std::string>& faults) {
    const auto& rule = policy_.rules[index];
    auto expression = lua::ReadExpression(rule.when, names_);
    lua::Machine::Loaded loaded{.function = 0, .fault = expression.fault};
    if (loaded.fault.empty()) loaded = machine_.Load(expression.chunk);
    if (!loaded.fault.empty())
        faults.push_back("rules[" + std::to_string(index) + "] (" + rule.id +
                         ").when: " + loaded.fault);
    if (rule.mode == RuleMode::kEnforce) enforced_ |= std::uint64_t{1} << index;
    rules_.push_back({.function = loaded.function, .used = std::move(expression.used)});
}

Verdict PolicyProgram::Evaluate(std::span<const double> values) const {
    RequireRow(values);
    Verdict verdict;
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const auto& rule = policy_.rules[i];
        if (rule.mode == RuleMode::kOff) continue;
        const auto answer = Ask(rules_[i], values);
        if (answer == lua::Answer::kNo) continue;
        (answer == lua::Answer::kFailed    ? verdict.failed
         : rule.mode == RuleMode::kEnforce ? verdict.enforced
                                           : verdict.shadowed) |= std::uint64_t{1} << i;
    }
    return verdict;
}

std::string PolicyProgram::FailureOf(std::size_t rule, std::span<const double> values) const {
    RequireRow(values);
    const std::lock_guard lock(mutex_);
    return Ask(rules_.at(rule), values) == lua::Answer::kFailed ? machine_.Failure() : "";
}

void PolicyProgram::RequireRow(std::span<const double> values) const {
    if (values.size() != names_.size())
        throw std::invalid_argument("a row of " + std::to_string(values.size()) + " values for " +
                                    std::to_string(names_.size()) + " names");
}

lua::Answer PolicyProgram::Ask(const CompiledRule& rule, std::span<const double> values) const {
    arguments_.clear();
    for (const auto position : rule.used) arguments_.push_back(values[position]);
    return machine_.Call(rule.function, arguments_);
}

std::uint64_t PolicyProgram::RulesThatUse(std::string_view name) const {
    std::uint64_t rules = 0;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        for (const auto place : rules_[i].used)
            rules |= static_cast<std::uint64_t>(names_[place] == name ? 1 : 0) << i;
    }
    return rules;
}

}  // namespace clearway::rules
