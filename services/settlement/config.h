// SPDX-License-Identifier: Apache-2.0
// Settings of settlement's own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/environment.h"
#include "services/settlement/domain/window.h"
#include "services/settlement/usecase/window_schedule.h"

namespace clearway::settlement {

struct WindowSettings {
    SettlementModels models = {};
    usecase::CutOffs cut_offs = {};

    static WindowSettings Read(config::Environment& environment);
};

// For --help.
std::vector<std::pair<std::string, std::string>> WindowSettingsHelp();

}  // namespace clearway::settlement
