// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/resolve_case.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

// Of UTF-8 text: bytes that do not continue a character.
std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

}  // namespace

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
