// SPDX-License-Identifier: Apache-2.0
// The steps of a release. Each runs in one transaction of the registry and checks anew what is
// about to decide: what does not fit is refused, and what was active stays.
#pragma once

#include <string>
#include <variant>

#include "core/clock.h"
#include "releases/release_book.h"

namespace clearway::releases {

struct SubmitRelease {
    ReleaseKind kind = ReleaseKind::kModel;
    ReleaseContent content;
};
struct ShadowRelease {
    ReleaseKind kind = ReleaseKind::kModel;
    std::string version;
};
struct ApproveRelease {
    ReleaseKind kind = ReleaseKind::kModel;
    std::string version;
};
struct RetireRelease {
    ReleaseKind kind = ReleaseKind::kModel;
    std::string version;
};
// The one that is to go: a second call, whose first answer was lost, goes no further back.
struct RollBackRelease {
    ReleaseKind kind = ReleaseKind::kModel;
    std::string version;
};

struct ReleaseCommand {
    std::variant<SubmitRelease, ShadowRelease, ApproveRelease, RetireRelease, RollBackRelease> step;
    std::string by;  // SPIFFE id of the operator
    core::Timestamp at;
};

// A step that was taken already is the same answer, also to an operator who approved it. Errors:
// kNotFound, kReleaseRefused, kReleaseStateConflict; nothing changed.
core::Result<Release> TakeStep(ReleaseBook& book, const CheckContent& check,
                               const ReleaseCommand& command);

}  // namespace clearway::releases
