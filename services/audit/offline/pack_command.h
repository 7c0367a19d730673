// SPDX-License-Identifier: Apache-2.0
// `clearway-audit pack`: one file that proves a payment or a case to whoever has the public key of
// the audit log.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "services/audit/usecase/collect_pack.h"

namespace clearway::audit {

using OpenSources = std::function<std::unique_ptr<PackSources>()>;

// Prints what was collected, or why there is no pack. Exit codes are in its help.
int RunPack(std::span<const std::string> words, const OpenSources& open);

}  // namespace clearway::audit
