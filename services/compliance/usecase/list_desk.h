// SPDX-License-Identifier: Apache-2.0
// What the calls about list versions need: their steps, the list of them, and what one would
// change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/domain/list/list_version.h"

namespace clearway::compliance {

struct RescreeningState {
    std::int64_t parties = 0;
    std::int64_t alerts = 0;
    bool done = false;
};

struct ListedVersion {
    ListVersion version;
    std::optional<RescreeningState> rescreening = {};  // of its last activation
};

struct VersionDelta {
    core::Uuid version;
    core::Uuid active;  // against which; nil: nothing of this source is active
    ListDelta delta;
};

class ListDesk {
public:
    virtual ~ListDesk() = default;
    // When it answers well and the version is active, this process screens with it. Errors: those
    // of DecideActivate, kReleaseRefused for broken content, those of the database.
    virtual async::Task<core::Result<ListVersion>> Activate(ActivateList command) = 0;
    // The version that is active now. Errors: those of DecideRollBack, and as above.
    virtual async::Task<core::Result<ListVersion>> RollBack(RollBackList command) = 0;
    // The newest 200 of a source, or of all (""). Errors: those of the database.
    virtual async::Task<core::Result<std::vector<ListedVersion>>> List(std::string source) = 0;
    // Errors: kNotFound, kReleaseRefused for broken content, those of the database.
    virtual async::Task<core::Result<VersionDelta>> Delta(core::Uuid id) = 0;
};

}  // namespace clearway::compliance
