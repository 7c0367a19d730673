// SPDX-License-Identifier: Apache-2.0
// Where a statement goes on, and where it ends, as opaque text: entries that are booked between two
// pages are not part of it. It grants nothing: every page checks whose account it shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::settlement::usecase {

// Sequence numbers of entries.
struct StatementCursor {
    std::int64_t after;
    std::int64_t closing;
};

std::string EncodeStatementCursor(const StatementCursor& cursor);
// nullopt for a text that is not one of ours.
std::optional<StatementCursor> ParseStatementCursor(std::string_view token);

}  // namespace clearway::settlement::usecase
