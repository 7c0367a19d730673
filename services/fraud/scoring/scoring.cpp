// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/scoring.h"

#include <array>
#include <limits>
#include <utility>

#include "services/fraud/rules/policy_names.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

// Reasons beyond these explain nothing to anybody.
constexpr std::size_t kContributionsMax = 6;
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<metrics::Counter> RuleCounters(const rules::Policy& policy, const char* name,
                                           const char* help) {
    std::vector<metrics::Counter> counters;
    for (const auto& rule : policy.rules) {
        const metrics::Labels labels{{"rule", rule.id},
                                     {"mode", std::string(rules::NameOf(rule.mode))}};
        counters.emplace_back(name, help, labels);
    }
    return counters;
}

metrics::Histogram ScoreHistogram(const Model& model, const char* role) {
    return {"clearway_fraud_score",
            "Scores of models, champion and challengers.",
            metrics::Labels{{"model", model.Version()}, {"role", role}},
            {10, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950}};
}

}  // namespace

Scoring::Scoring(const FeatureTable& table, SharedPolicy policy, SharedModel champion,
                 std::vector<SharedModel> challengers, std::vector<SharedPolicy> shadows)
    : features_(table.Size()),
      payer_count_1m_(table.IndexOf("payer_count_1m")),
      policy_(std::move(policy)),
      rules_on_score_(policy_->Program().RulesThatUse("score")),
      shadows_(std::move(shadows)),
      fired_(RuleCounters(policy_->GetPolicy(), "clearway_fraud_rule_hits_total",
                          "Payments for which a rule fired.")),
      failed_(RuleCounters(policy_->GetPolicy(), "clearway_fraud_rule_failures_total",
                           "Payments for which a rule could not be evaluated.")) {
    if (champion) {
        champion_.push_back(Watch(std::move(champion), "champion"));
        const auto& model = *champion_.front().model;
        champion_.front().calibration =
            std::make_unique<ScoreCalibration>(model.Version(), model.CalibrationOnCard());
    }
    for (auto& model : challengers) challengers_.push_back(Watch(std::move(model), "challenger"));
    for (const auto& shadow : shadows_) {
        auto& counters = shadow_outcomes_.emplace_back();
        for (const auto* outcome : {"approve", "challenge", "review", "decline"}) {
            counters.emplace_back("clearway_fraud_shadow_outcomes_total",
                                  "What policies in shadow would have decided.",
                                  metrics::Labels{{"policy", shadow->GetPolicy().FullVersion()},
                                                  {"outcome", outcome}});
        }
    }
}

std::vector<std::string> Scoring::RowNames(const FeatureTable& table) {
    return PolicyNames(table.Names());
}

Judgement Scoring::Judge(std::span<const double> features, const ListFlags& flags,
                         std::optional<std::int64_t> payer_orders_1m) const {
    constexpr std::size_t kBeside = kNamesBesideFeatures.size();
    std::array<double, kFeaturesMax + kBeside> values;
    const auto row = std::span(values).first(features_ + kBeside);
    std::ranges::copy(features, row.begin());
    Judgement judgement;
    if (!champion_.empty()) judgement.score = ScoreOf(champion_.front(), features);
    const std::array<double, kBeside> beside{
        judgement.score == kNoScore ? kMissing : judgement.score,
        flags.payer_blocked ? 1.0 : 0,
        flags.payee_blocked ? 1.0 : 0,
        flags.device_blocked ? 1.0 : 0,
        flags.payer_allowed ? 1.0 : 0,
        flags.payee_allowed ? 1.0 : 0,
        payer_orders_1m   ? static_cast<double>(*payer_orders_1m)
        : payer_count_1m_ ? features[*payer_count_1m_]
                          : kMissing};
    std::ranges::copy(beside, row.begin() + static_cast<std::ptrdiff_t>(features_));
    judgement.verdict = policy_->Evaluate(row);
    CountRules(judgement.verdict, row);
    for (const auto& challenger : challengers_) ScoreOf(challenger, features);
    for (std::size_t i = 0; i < shadows_.size(); ++i) {
        const auto outcome = shadows_[i]->Evaluate(row).outcome;
        shadow_outcomes_[i][static_cast<std::size_t>(outcome)].Add();
    }
    return judgement;
}

void Scoring::Explain(std::span<const double> features, Judgement& judgement) const {
    if (champion_.empty() || judgement.verdict.outcome == Outcome::kApprove) return;
    judgement.contributions = champion_.front().model->Contributions(features, kContributionsMax);
}

Scoring::Watched Scoring::Watch(SharedModel model, const char* role) {
    auto scores = ScoreHistogram(*model, role);
    auto drift = std::make_unique<ScoreDrift>(model->Version(), role, model->ScoresInTraining());
    return {std::move(model), std::move(scores), std::move(drift), nullptr};
}

std::int32_t Scoring::ScoreOf(const Watched& watched, std::span<const double> features) const {
    const auto score = PlatformScore(watched.model->Score(features));
    watched.scores.Observe(static_cast<double>(score));
    watched.drift->Add(score);
    return score;
}

void Scoring::CountRules(const rules::Verdict& verdict, std::span<const double> row) const {
    const auto fired = verdict.enforced | verdict.shadowed;
    for (std::size_t i = 0; (fired >> i) != 0 && i < fired_.size(); ++i) {
        if ((fired >> i & 1) != 0) fired_[i].Add();
    }
    for (std::size_t i = 0; (verdict.failed >> i) != 0 && i < failed_.size(); ++i) {
        if ((verdict.failed >> i & 1) == 0) continue;
        failed_[i].Add();
        // Said once: on each payment it would cost them all. The counter goes on.
        if ((told_.fetch_or(std::uint64_t{1} << i) >> i & 1) != 0) continue;
        log::Warn("a rule of the fraud policy failed",
                  {{"policy", PolicyVersion()},
                   {"rule", policy_->GetPolicy().rules[i].id},
                   {"reason", policy_->Program().FailureOf(i, row)}});
    }
}

std::vector<Reason> Scoring::ReasonsOf(const Judgement& judgement) const {
    auto reasons = policy_->ReasonsOf(judgement.verdict);
    if (champion_.empty() || (judgement.verdict.enforced & rules_on_score_) == 0) return reasons;
    for (auto& reason : champion_.front().model->ReasonsOf(judgement.contributions))
        reasons.push_back(std::move(reason));
    return reasons;
}

void Scoring::Calibrate(std::span<const ScoreOutcome> outcomes) const {
    if (!champion_.empty()) champion_.front().calibration->Publish(outcomes);
}

std::string Scoring::ModelVersion() const {
    return champion_.empty() ? "none" : champion_.front().model->Version();
}

}  // namespace clearway::fraud
