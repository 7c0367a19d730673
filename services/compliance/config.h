// SPDX-License-Identifier: Apache-2.0
// The settings of the compliance service beside those of every service. Faults go to the
// environment.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "config/environment.h"
#include "services/compliance/domain/cases/case_policy.h"
#include "services/compliance/domain/parties/review.h"
#include "services/compliance/report/suspicion_report.h"
#include "vault/pkcs11/token_settings.h"

namespace clearway::compliance {

struct Config {
    std::string list_folder;  // empty: the list that is built in
    std::string list_month;   // "YYYY-MM"
    std::size_t cached_names_max = 0;
    vault::TokenSettings token = {};
    CasePolicy cases = {};
    std::chrono::days case_retention{0};  // after the end of a case
    ReportingEntity reporting = {};
    ReviewPeriods review_periods = {};

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::compliance
