// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/resolve_case.h"

#include "services/compliance/usecase/characters.h"

namespace clearway::compliance {
async::Task<core::Result<Case>> ResolveCaseUseCase::Run(Resolution resolution) {
    if (Characters(resolution.note) > kNoteCharactersMax)
        co_return core::InvalidField("note", "A note has up to 500 characters.");
    CaseCommand command = ResolveCase{.id = resolution.id,
                                      .decision = resolution.decision,
                                      .resolved_by = std::move(resolution.resolved_by),
                                      .note = std::move(resolution.note),
                                      .at = clock_.Now(),
                                      .traceparent = std::move(resolution.traceparent)};
    auto resolved = co_await cases_.Submit(std::move(command));
    co_return resolved;
}

}  // namespace clearway::compliance
