// SPDX-License-Identifier: Apache-2.0
// The whole event store once, for who compares it with something: in no order, a part at a time.
#pragma once

#include <functional>

#include "events/event.h"
#include "postgres/connection.h"

namespace clearway::events {

// Calls `take` for every fact that is stored and not archived. The transaction must be one on the
// server (Access::kWrite); it need not be committed.
void ScanEvents(postgres::Transaction& transaction,
                const std::function<void(const StoredEvent&)>& take);

}  // namespace clearway::events
