// SPDX-License-Identifier: Apache-2.0
// The settings of the reconciliation service beside those of every service.
#pragma once

#include <chrono>
#include <string>

#include "config/environment.h"
#include "services/reconciliation/matching/rules_file.h"
#include "services/reconciliation/usecase/statements/bank_accounts.h"
#include "services/reconciliation/usecase/statements/run_unit.h"

namespace clearway::reconciliation {

// How statements are read and matched; also of the commands that do it beside the service.
struct StatementConfig {
    BankAccounts accounts;
    matching::RulesFile rules;  // without faults
    StatementAges ages;

    static StatementConfig Read(config::Environment& environment);
};

struct Config {
    std::chrono::milliseconds interval;
    std::chrono::seconds grace;
    std::chrono::days keep;  // of payments that agree; zero: for ever
    StatementConfig statements;
    std::string settlement_address;  // posts adjustments

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::reconciliation
