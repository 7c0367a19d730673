// SPDX-License-Identifier: Apache-2.0
// `clearway-audit bundle`: answers of AuditService, as JSON, become a bundle that can be verified.
#pragma once

#include <span>
#include <string>

namespace clearway::audit {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunBundle(std::span<const std::string> words);

}  // namespace clearway::audit
