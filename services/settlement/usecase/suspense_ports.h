// SPDX-License-Identifier: Apache-2.0
// What the calls about money in suspense need of the store. Never: SQL, messages of the API.
#pragma once

#include <optional>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/settlement/domain/suspended_transfer.h"

namespace clearway::settlement {

// Errors of all: kOverloaded, kUnavailable.
class SuspenseReader {
public:
    virtual ~SuspenseReader() = default;
    // Errors: kNotFound.
    virtual async::Task<core::Result<SuspendedTransfer>> Find(core::TransferId id) = 0;
    // Newest first.
    virtual async::Task<core::Result<std::vector<SuspendedTransfer>>> List(
        bool released_too, std::optional<core::PagePosition> after, int limit) = 0;
};

}  // namespace clearway::settlement
