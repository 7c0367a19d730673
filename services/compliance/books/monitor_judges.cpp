// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/monitor_judges.h"

#include "embedded/compliance_monitoring_policy.h"
#include "releases/release_store.h"
#include "services/compliance/store/movement_store.h"
#include "telemetry/log.h"

namespace clearway::compliance {

namespace {

using releases::ReleaseStage;

// Before anything was read: no registry says this.
constexpr char kUnread[] = "unread";

}  // namespace

releases::CheckedContent CheckMonitoringPolicy(releases::ReleaseKind,
                                               const releases::ReleaseContent& content) {
    auto read = MonitoringPolicy::Read(content.text);
    if (!read.policy) return {{}, {}, std::move(read.faults)};
    return {read.policy->GetPolicy().FullVersion(), {}, {}};
}

MonitorJudges::MonitorJudges()
    : registry_(kUnread),
      refused_("clearway_monitoring_policies_refused",
               "Monitoring policies of the registry that do not fit this program."),
      movements_("clearway_monitoring_movements_total", "Movements that were judged."),
      alerts_("clearway_monitoring_alerts_total", "Alerts that rules raised."),
      too_late_("clearway_monitoring_too_late_total",
                "Sides of movements that became known after their windows were gone.") {}

void MonitorJudges::Refresh(postgres::Transaction& transaction) {
    auto registry = ReadDecidingReleases(transaction);
    if (registry == registry_) return;
    Choose(transaction);
    registry_ = std::move(registry);
    log::Info("monitoring policy in use",
              {{"version", active_->GetPolicy().FullVersion()}, {"in_shadow", shadows_.size()}});
}

void MonitorJudges::Choose(postgres::Transaction& transaction) {
    active_.reset();
    shadows_.clear();
    int refused = 0;
    bool decided = false;  // nothing active: a retired one must not come back by itself
    for (const auto& [release, content] :
         releases::LoadReleases(transaction, releases::ReleaseKind::kPolicy)) {
        const bool shadow = release.stage == ReleaseStage::kShadow;
        decided |= release.stage == ReleaseStage::kActive;
        if (!shadow && (!decided || active_)) continue;
        auto read = MonitoringPolicy::Read(content.text);
        if (!read.policy) {
            ++refused;
            log::Error("a monitoring policy does not fit and judges nothing",
                       {{"version", release.version}, {"reason", read.faults.front()}});
        } else if (shadow) {
            shadows_.push_back(std::move(read.policy));
        } else {
            active_ = std::move(read.policy);
        }
    }
    refused_.Set(refused);
    if (!active_)
        active_ = MonitoringPolicy::Read(embedded::compliance_monitoring_policy::kPolicy).policy;
}

void MonitorJudges::Count(const Monitored& monitored, std::size_t movements) {
    if (movements == 0) return;
    movements_.Add(static_cast<double>(movements));
    alerts_.Add(static_cast<double>(monitored.alerts.size()));
    too_late_.Add(static_cast<double>(monitored.too_late));
    CountRules(*active_, monitored.active);
    for (std::size_t i = 0; i < monitored.shadows.size(); ++i) {
        const auto& policy = shadows_[i]->GetPolicy();
        for (std::size_t rule = 0; rule < policy.rules.size(); ++rule) {
            const auto fired = monitored.shadows[i].fired[rule];
            if (fired == 0) continue;
            metrics::Counter("clearway_monitoring_shadow_hits_total",
                             "How often rules of policies in shadow fired.",
                             {{"policy", policy.FullVersion()}, {"rule", policy.rules[rule].id}})
                .Add(static_cast<double>(fired));
        }
    }
}

void MonitorJudges::CountRules(const MonitoringPolicy& policy, const RuleCounts& counts) {
    for (std::size_t i = 0; i < counts.fired.size(); ++i) {
        const auto& rule = policy.GetPolicy().rules[i];
        const metrics::Labels labels{{"rule", rule.id},
                                     {"mode", std::string(rules::NameOf(rule.mode))}};
        if (counts.fired[i] != 0)
            metrics::Counter("clearway_monitoring_rule_hits_total", "How often a rule fired.",
                             labels)
                .Add(static_cast<double>(counts.fired[i]));
        if (counts.failed[i] != 0)
            metrics::Counter("clearway_monitoring_rule_failures_total",
                             "How often a rule could not be evaluated.", labels)
                .Add(static_cast<double>(counts.failed[i]));
    }
    if (!counts.failure.empty())
        log::Warn("a monitoring rule failed",
                  {{"policy", policy.GetPolicy().FullVersion()}, {"reason", counts.failure}});
}

}  // namespace clearway::compliance
