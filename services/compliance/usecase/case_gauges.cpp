// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/case_gauges.h"

#include <string>

#include "services/compliance/domain/cases/case_words.h"

namespace clearway::compliance {
namespace {

constexpr std::pair<CaseAge, const char*> kAges[] = {{CaseAge::kUnderADay, "under_a_day"},
                                                     {CaseAge::kUnderAWeek, "under_a_week"},
                                                     {CaseAge::kUnderAMonth, "under_a_month"},
                                                     {CaseAge::kOlder, "older"}};
constexpr AlertKind kKinds[] = {AlertKind::kPayment,    AlertKind::kReview,
                                AlertKind::kOnboarding, AlertKind::kRescreening,
                                AlertKind::kMonitoring, AlertKind::kManual};

}  // namespace

CaseGauges::CaseGauges() {
    for (const auto kind : kKinds) {
        const std::string word(WordOf(kind));
        overdue_.emplace(
            kind, metrics::Gauge("clearway_cases_overdue",
                                 "Open cases past their deadline, by kind.", {{"kind", word}}));
        for (const auto& [age, name] : kAges)
            open_.emplace(std::pair(kind, age),
                          metrics::Gauge("clearway_cases_open",
                                         "Open cases, by kind and the time since they were opened.",
                                         {{"kind", word}, {"age", name}}));
    }
}

void CaseGauges::Show(std::span<const CaseCount> counts) const {
    std::map<std::pair<AlertKind, CaseAge>, std::int64_t> open;
    std::map<AlertKind, std::int64_t> overdue;
    for (const auto& count : counts) {
        open[{count.kind, count.age}] += count.open;
        overdue[count.kind] += count.overdue;
    }
    for (const auto& [key, gauge] : open_) gauge.Set(static_cast<double>(open[key]));
    for (const auto& [kind, gauge] : overdue_) gauge.Set(static_cast<double>(overdue[kind]));
}

}  // namespace clearway::compliance
