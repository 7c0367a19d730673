// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/limit_facts.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

core::Uuid StreamOf(const TierLimit& limit) {
    static const core::Uuid root = core::Uuid::Derive(
        *core::Uuid::Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "limits.clearway.dev");
    return core::Uuid::Derive(root, std::string(NameOf(limit.tier)) + "/" + limit.currency);
}

}  // namespace

events::NewEvent ToEvent(const TierLimit& limit, const std::string& traceparent) {
    v1::TierLimitSet message;
    message.set_tier(std::string(NameOf(limit.tier)));
    message.set_currency(limit.currency);
    message.set_payment_max(limit.payment_max);
    message.set_day_max(limit.day_max);
    message.set_thirty_days_max(limit.thirty_days_max);
    message.set_version(limit.version);
    message.set_set_by(limit.set_by);
    message.set_reason(limit.reason);
    message.set_proposed_by(limit.proposed_by);
    auto event = events::MakeEvent(StreamOf(limit), limit.version, message, limit.set_at,
                                   "limits set: " + message.tier() + ", " + limit.currency);
    event.traceparent = traceparent;
    return event;
}

}  // namespace clearway::compliance
