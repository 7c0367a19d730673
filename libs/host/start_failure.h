// SPDX-License-Identifier: Apache-2.0
// A start that failed for a reason a person can act on. Any other exception gets general advice.
#pragma once

#include <stdexcept>
#include <string>

namespace clearway::host {

class StartFailure : public std::runtime_error {
public:
    // `advice`: what to do next, one sentence without a full stop.
    StartFailure(const std::string& reason, std::string advice)
        : std::runtime_error(reason), advice_(std::move(advice)) {}
    const std::string& Advice() const { return advice_; }

private:
    std::string advice_;
};

}  // namespace clearway::host
