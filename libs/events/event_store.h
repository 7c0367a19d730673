// SPDX-License-Identifier: Apache-2.0
// Reading the event store: the truth from which a state is folded, and the audit trail.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "events/event.h"
#include "postgres/connection.h"
#include "postgres/migrator.h"

namespace clearway::events {

// The tables events, outbox_lanes, inbox, dead_letters: the first migration of each service.
postgres::Migration EventStoreMigration();

// Facts of the streams, by stream and version, but for those whose partition was archived.
std::vector<StoredEvent> LoadStreams(postgres::Transaction& transaction,
                                     std::span<const core::Uuid> stream_ids);

// Those of the streams that have a first fact, which occurred at `since` or later: what a caller
// knows of the time spares the older partitions.
std::vector<core::Uuid> FindBegunStreams(postgres::Transaction& transaction,
                                         std::span<const core::Uuid> stream_ids,
                                         core::Timestamp since);

// Id of a fact: UUIDv5 of stream and version.
core::Uuid DeriveEventId(const core::Uuid& stream_id, std::int32_t version);

// Hash of a fact over its predecessor's (empty for version 1).
std::string ChainHash(std::string_view predecessor, const NewEvent& event);

// First version of the stream whose hash does not follow from its predecessor; 0 when all do. What
// the first of a stream follows is not known when the beginning was archived.
std::int32_t FirstBrokenLink(std::span<const StoredEvent> stream);

}  // namespace clearway::events
