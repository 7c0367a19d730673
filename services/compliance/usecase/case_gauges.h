// SPDX-License-Identifier: Apache-2.0
// Open cases as metrics: how many, of which kind, for how long, and how many are late.
#pragma once

#include <map>
#include <span>
#include <utility>

#include "services/compliance/usecase/ports.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

class CaseGauges {
public:
    CaseGauges();
    // What is not in the counts is none.
    void Show(std::span<const CaseCount> counts) const;

private:
    std::map<std::pair<AlertKind, CaseAge>, metrics::Gauge> open_;
    std::map<AlertKind, metrics::Gauge> overdue_;
};

}  // namespace clearway::compliance
