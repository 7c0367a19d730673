// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/fraud_policy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "rules/policy_file.h"

namespace clearway::fraud {

namespace {

// Places in rules::Rule::own.
constexpr std::size_t kOutcome = 0, kIsoCode = 1;

// kApprove has no word: a rule takes away, it does not give.
std::optional<Outcome> OutcomeNamed(std::string_view word) {
    if (word == "challenge") return Outcome::kChallenge;
    if (word == "review") return Outcome::kReview;
    if (word == "decline") return Outcome::kDecline;
    return std::nullopt;
}

bool IsOutcome(std::string_view text) { return OutcomeNamed(text).has_value(); }

bool IsIsoCode(std::string_view text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

constexpr std::array<rules::RuleKey, 2> kRuleKeys{
    {{"outcome", IsOutcome, "must be one of challenge, review, decline"},
     {"iso_code", IsIsoCode, "must be 4 of A-Z, 0-9"}}};
constexpr rules::PolicyForm kForm{.rule_keys = kRuleKeys};

}  // namespace

FraudPolicy::FraudPolicy(std::unique_ptr<const rules::PolicyProgram> program)
    : program_(std::move(program)) {
    for (const auto& rule : program_->GetPolicy().rules)
        outcomes_.push_back(OutcomeNamed(rule.own[kOutcome]).value());
}

FraudPolicy::ReadResult FraudPolicy::Read(std::string_view text, std::vector<std::string> names) {
    auto file = rules::ReadPolicyFile(text, kForm);
    if (!file.policy) return {nullptr, std::move(file.faults)};
    auto compiled = rules::PolicyProgram::Compile(std::move(*file.policy), std::move(names));
    if (!compiled.program) return {nullptr, std::move(compiled.faults)};
    return {std::unique_ptr<const FraudPolicy>(new FraudPolicy(std::move(compiled.program))), {}};
}

FraudVerdict FraudPolicy::Evaluate(std::span<const double> values) const {
    FraudVerdict verdict{program_->Evaluate(values)};
    for (auto fired = verdict.enforced; fired != 0; fired &= fired - 1)
        verdict.outcome =
            std::max(verdict.outcome, outcomes_[static_cast<std::size_t>(std::countr_zero(fired))]);
    if (program_->EnforcedFailed(verdict))
        verdict.outcome = std::max(verdict.outcome, Outcome::kReview);
    return verdict;
}

std::vector<Reason> FraudPolicy::ReasonsOf(const rules::Verdict& verdict) const {
    std::vector<Reason> reasons;
    const auto& all = GetPolicy().rules;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if ((verdict.enforced >> i & 1) != 0)
            reasons.push_back({all[i].reason_code, all[i].message, all[i].own[kIsoCode]});
    }
    if (program_->EnforcedFailed(verdict))
        reasons.push_back({rules::kRuleFailed, rules::kRuleFailedMessage, "NARR"});
    return reasons;
}

}  // namespace clearway::fraud
