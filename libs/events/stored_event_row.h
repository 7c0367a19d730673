// SPDX-License-Identifier: Apache-2.0
// The column order that load_streams.sql, load_lane.sql and scan_events.sql share. For this room
// only.
#pragma once

#include <pqxx/pqxx>

#include "events/event.h"

namespace clearway::events {

StoredEvent StoredEventOf(const pqxx::row& row);

}  // namespace clearway::events
