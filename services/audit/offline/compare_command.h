// SPDX-License-Identifier: Apache-2.0
// `clearway-audit compare`: a service's event store with an exported log.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "services/audit/domain/entry.h"

namespace clearway::audit {

using TakeFact = std::function<void(const Entry&)>;
// Hands over every fact of the event store of a source.
using ScanFacts = std::function<void(const std::string& source, const TakeFact& take)>;

// The exit code: 0 the same, 1 not, or the log is not verified, 2 wrong usage, nothing to be read.
int RunCompare(std::span<const std::string> words, const ScanFacts& scan);

}  // namespace clearway::audit
