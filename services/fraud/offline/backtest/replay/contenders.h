// SPDX-License-Identifier: Apache-2.0
// The two that a backtest compares: what decides now and what might, each a policy and perhaps a
// model, loaded and verified as the service does it.
#pragma once

#include <string>
#include <vector>

#include "services/fraud/features/feature_table.h"
#include "services/fraud/offline/backtest/figures/judged_payment.h"
#include "services/fraud/scoring/scoring.h"

namespace clearway::fraud {

struct Contender {
    SharedPolicy policy;
    SharedModel model;  // null: the rules decide alone

    std::string PolicyVersion() const { return policy->GetPolicy().FullVersion(); }
    std::string ModelVersion() const { return model ? model->Version() : "none"; }
};

// Empty: not given. What the candidate lacks it has from the active one, whose policy is the
// built-in one unless given.
struct ContenderFiles {
    std::string model;
    std::string policy;
    std::string active_model;
    std::string active_policy;
    std::string key;  // public, of both models
};

struct LoadedContenders {
    BySide<Contender> sides;          // of use only without faults
    std::vector<std::string> faults;  // each begins with the option and the path
};

// `table` must outlive the contenders.
LoadedContenders LoadContenders(const ContenderFiles& files, const FeatureTable& table);

}  // namespace clearway::fraud
