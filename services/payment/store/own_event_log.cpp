// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/own_event_log.h"

#include "core/digest.h"
#include "events/event_store.h"

namespace clearway::payment {

Task<Result<std::vector<TimelineEntry>>> OwnEventLog::ListPaymentEvents(
    const CallContext&, const core::PaymentId& payment) {
    return readers_.Read<std::vector<TimelineEntry>>([payment](postgres::Transaction& transaction) {
        const std::vector<core::Uuid> streams{payment.value};
        std::vector<TimelineEntry> entries;
        for (auto& event : events::LoadStreams(transaction, streams)) {
            entries.push_back({.event_id = event.event_id.ToString(),
                               .service = "payment",
                               .type = std::move(event.type),
                               .version = event.version,
                               .occurred_at = event.occurred_at,
                               .summary = std::move(event.summary),
                               .hash = core::ToHex(event.hash)});
        }
        return Result<std::vector<TimelineEntry>>(std::move(entries));
    });
}

}  // namespace clearway::payment
