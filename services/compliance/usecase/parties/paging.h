// SPDX-License-Identifier: Apache-2.0
// Pages of parties: what a request may ask for, and the token of the next page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/page_token.h"
#include "core/result.h"
#include "services/compliance/usecase/read_cases.h"

namespace clearway::compliance {

// Errors: kInvalidArgument with field page_size.
inline core::Result<std::size_t> ReadPageSize(int page_size) {
    if (page_size < 0 || page_size > kPageSizeMax)
        return core::InvalidField("page_size", "must be 1 to 200");
    return static_cast<std::size_t>(page_size == 0 ? kPageSizeDefault : page_size);
}

// Of rows that were asked for one more than a page holds: cuts that one off and answers the token
// of the page that it begins; empty when there is none. `position` of a row: where the next page
// begins.
template <class Row, class Position>
std::string CutPage(std::vector<Row>& rows, std::size_t size, Position position) {
    if (rows.size() <= size) return {};
    rows.resize(size);
    return core::EncodePageToken(position(rows.back()));
}

}  // namespace clearway::compliance
