// SPDX-License-Identifier: Apache-2.0
// The settings of the audit service beside those of every service.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/environment.h"
#include "services/audit/checkpoint_keeper.h"

namespace clearway::audit {

struct Config {
    // Reads the key's file, which nobody but its owner may read. Without a fault there is a signer.
    static Config Read(config::Environment& environment);

    std::optional<LogSigner> signer;
    CheckpointPace pace;
};

// Lines of --help.
std::vector<std::pair<std::string, std::string>> SettingsHelp();

}  // namespace clearway::audit
