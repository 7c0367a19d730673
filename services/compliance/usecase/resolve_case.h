// SPDX-License-Identifier: Apache-2.0
// An operator clears or confirms a case, or proposes it.
#pragma once

#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

inline constexpr std::size_t kNoteCharactersMax = 500;

struct Resolution {
    core::CaseId id;
    CaseStatus decision;
    std::string note;
    std::string resolved_by;  // SPIFFE id of the operator
    std::string traceparent = {};
};

class ResolveCaseUseCase {
public:
    // The references must outlive this.
    ResolveCaseUseCase(CaseCommands& cases, const core::Clock& clock)
        : cases_(cases), clock_(clock) {}

    // Errors: kInvalidArgument (note), those of DecideResolve, kOverloaded, kUnavailable.
    async::Task<core::Result<Case>> Run(Resolution resolution);

private:
    CaseCommands& cases_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
