// SPDX-License-Identifier: Apache-2.0
// Lanes of processes that died with facts unpublished and did not come back within their lease.
#pragma once

#include "events/outbox.h"
#include "events/outbox_lane.h"

namespace clearway::events {

// Adopts and publishes them. Where Kafka is away or refuses, the lease ends and somebody tries again.
void PublishOrphans(postgres::Session& session, const OutboxOptions& options, const Lane& own);

}  // namespace clearway::events
