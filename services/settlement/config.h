// SPDX-License-Identifier: Apache-2.0
// Settings of settlement's own.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/environment.h"
#include "services/settlement/domain/window.h"
#include "services/settlement/rails/routing.h"
#include "services/settlement/usecase/window_schedule.h"
#include "services/settlement/usecase/window_settler.h"

namespace clearway::settlement {

struct WindowSettings {
    SettlementModels models = {};
    usecase::CutOffs cut_offs = {};
    usecase::WindowFees fees = {};

    static WindowSettings Read(config::Environment& environment);
};

// By which rails payments to parties elsewhere leave. Without a table none does: their money is
// posted to the clearing account at once.
struct RailSettings {
    std::optional<rails::RoutingTable> table = {};
    std::string endpoint = {};  // host:port of the RailService; empty: no rail needs one
    std::string peer = {};      // whose certificate it has
    std::string payment = {};   // host:port of the payment service
    std::chrono::days keep{};   // decided payments, and what goes with them; 0: for ever

    static RailSettings Read(config::Environment& environment);
};

// CLEARWAY_SANDBOX, "on" or "off" (so without it): whether partners may credit accounts from the
// clearing account. That is money from nothing, which they can pay to anybody.
bool ReadSandbox(config::Environment& environment);

// For --help.
std::vector<std::pair<std::string, std::string>> WindowSettingsHelp();
std::vector<std::pair<std::string, std::string>> RailSettingsHelp();
std::pair<std::string, std::string> SandboxHelp();

}  // namespace clearway::settlement
