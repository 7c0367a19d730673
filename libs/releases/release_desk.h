// SPDX-License-Identifier: Apache-2.0
// What the calls about releases need: steps, and the list.
#pragma once

#include <optional>
#include <vector>

#include "async/task.h"
#include "releases/release_steps.h"

namespace clearway::releases {

class ReleaseDesk {
public:
    virtual ~ReleaseDesk() = default;
    // When it answers well, what the step made active decides. Errors: those of
    // TakeStep() and of the database.
    virtual async::Task<core::Result<Release>> Take(ReleaseCommand command) = 0;
    virtual async::Task<core::Result<std::vector<Release>>> List(
        std::optional<ReleaseKind> kind) = 0;
};

}  // namespace clearway::releases
