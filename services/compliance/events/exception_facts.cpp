// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/exception_facts.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

template <class Message>
Message About(const ScreeningException& one) {
    Message message;
    message.set_exception_id(one.id.ToString());
    message.set_party_id(one.party.ToString());
    message.set_entry_id(one.entry_id);
    return message;
}

}  // namespace

events::NewEvent ToEvent(const ScreeningException& after, const std::string& traceparent) {
    events::NewEvent event;
    if (after.state == ExceptionState::kRevoked) {
        auto message = About<v1::ScreeningExceptionRevoked>(after);
        message.set_revoked_by(after.revoked_by);
        message.set_reason(after.reason);
        event = events::MakeEvent(after.id, 2, message, *after.revoked_at,
                                  "screening exception revoked");
    } else {
        auto message = About<v1::ScreeningExceptionAdded>(after);
        message.set_case_id(after.case_id.ToString());
        message.set_cleared_by(after.cleared_by);
        event = events::MakeEvent(after.id, 1, message, *after.cleared_at,
                                  "screening exception in force");
    }
    event.traceparent = traceparent;
    return event;
}

}  // namespace clearway::compliance
