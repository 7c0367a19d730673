// SPDX-License-Identifier: Apache-2.0
// Checks of what partners send, shared by the use cases. Error texts never repeat a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/page_token.h"
#include "core/result.h"
#include "rpc/call_context.h"

namespace clearway::settlement::usecase {

// Calls of partners must name the partner: the empty name is the platform itself.
// Errors: kCallerNotAllowed.
core::Result<core::Done> RequirePartner(const rpc::CallContext& call);

// 1 to 140 characters of UTF-8, no control characters, no blanks at the ends.
bool IsHolderName(std::string_view name);

// The size asked for; 0 is the default. Errors: kInvalidArgument.
core::Result<int> CheckPageSize(int page_size, int fallback, int max);

// Of rows that were asked for with one too many: takes that off, which is of the next page; the
// token of that page.
template <class Row, class Position>
std::string CutPage(std::vector<Row>& rows, int size, Position position) {
    if (std::ssize(rows) <= size) return {};
    rows.pop_back();
    return core::EncodePageToken(position(rows.back()));
}

// One error of several: its code is the single error's, or kInvalidArgument.
std::optional<core::Error> Combine(std::vector<core::Error> errors);

}  // namespace clearway::settlement::usecase
