// SPDX-License-Identifier: Apache-2.0
// The query ListBreaks: a page of breaks, newest first, and the token of the page that follows. The
// token names the last break that was shown, so pages stay whole while breaks come and go.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/reconciliation/domain/break.h"

namespace clearway::reconciliation {

struct ListBreaksQuery {
    bool include_closed;
    std::int32_t page_size;  // 0: 50
    std::string page_token;
};
struct BreakPage {
    std::vector<Break> breaks;
    std::string next_page_token;
};

// At most `limit` breaks after that one (absent: from the newest on).
struct BreakQuery {
    bool include_closed;
    std::optional<core::PagePosition> after;
    std::int64_t limit;
};

class BreakReader {
public:
    virtual ~BreakReader() = default;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<Break>>> Read(BreakQuery query) = 0;
};

// Errors: kInvalidArgument for page_size or page_token; those of the reader.
async::Task<core::Result<BreakPage>> ListBreaks(BreakReader& reader, ListBreaksQuery query);

}  // namespace clearway::reconciliation
