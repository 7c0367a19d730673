// SPDX-License-Identifier: Apache-2.0
// Where a list goes on, as opaque text. It is no secret and grants nothing: every page checks whose
// account it shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

std::string EncodeToken(const AccountCursor& cursor);
std::optional<AccountCursor> DecodeAccountCursor(std::string_view token);

struct StatementCursor {
    std::int64_t after;
    std::int64_t closing;
};
std::string EncodeToken(const StatementCursor& cursor);
std::optional<StatementCursor> DecodeStatementCursor(std::string_view token);

}  // namespace clearway::settlement::usecase
