// SPDX-License-Identifier: Apache-2.0
// `clearway-fraud package`: the request that submits a model or a policy to the registry, as JSON.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::fraud {

// The exit code: 0 done, 1 failure, 2 wrong usage.
int RunPackage(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace clearway::fraud
