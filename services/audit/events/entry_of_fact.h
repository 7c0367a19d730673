// SPDX-License-Identifier: Apache-2.0
// The entry of a fact: the same whether it comes from Kafka or from its service's event store,
// which is how an event store is compared with the log.
#pragma once

#include <optional>
#include <string>

#include "events/event.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

// nullopt for what cannot be logged: another topic than a service's facts, a type that is no word.
std::optional<Entry> EntryOf(const events::ReceivedEvent& fact);
std::optional<Entry> EntryOf(const std::string& source, const events::StoredEvent& fact);

}  // namespace clearway::audit
