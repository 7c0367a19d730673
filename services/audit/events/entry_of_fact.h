// SPDX-License-Identifier: Apache-2.0
// The entry of a fact: the same whether it comes from Kafka or from its service's event store,
// which is how an event store is compared with the log.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "events/event.h"
#include "postgres/connection.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

// nullopt for what cannot be logged: another topic than a service's facts, a type that is no word.
std::optional<Entry> EntryOf(const events::ReceivedEvent& fact);
std::optional<Entry> EntryOf(const std::string& source, const events::StoredEvent& fact);

// The entries of all facts of an event store. Throws std::runtime_error for one that cannot be
// logged.
void ScanEntries(postgres::Transaction& transaction, const std::string& source,
                 const std::function<void(const Entry&)>& take);

}  // namespace clearway::audit
