// SPDX-License-Identifier: Apache-2.0
#include "events/event_scan.h"

#include "embedded/events_sql.h"
#include "events/stored_event_row.h"

namespace clearway::events {

void ScanEvents(postgres::Transaction& transaction,
                const std::function<void(const StoredEvent&)>& take) {
    transaction.exec(std::string(embedded::events_sql::kScanEvents));
    for (;;) {
        const auto rows = transaction.exec("FETCH 5000 FROM all_events");
        if (rows.empty()) break;
        for (const auto& row : rows) take(StoredEventOf(row));
    }
    transaction.exec("CLOSE all_events");
}

}  // namespace clearway::events
