// SPDX-License-Identifier: Apache-2.0
// `clearway-audit export` and `clearway-audit checkpoint`: the commands that read the stored log.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "services/audit/usecase/ports.h"

namespace clearway::audit {

// The log as the commands find it: opened once the words are understood.
struct LogStore {
    std::function<std::unique_ptr<LogReader>()> open;  // throws when there is none
    // Keeps a checkpoint; false when there is one of this size.
    std::function<bool(const StoredCheckpoint&)> keep;
};

// The exit codes: 0 done, 1 failure, 2 wrong usage.
int RunExport(std::span<const std::string> words, const LogStore& store);
int RunCheckpoint(std::span<const std::string> words, const LogStore& store);

}  // namespace clearway::audit
