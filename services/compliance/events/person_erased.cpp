// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/person_erased.h"

#include "clearway/compliance/v1/person_events.pb.h"

namespace clearway::compliance {

core::Uuid ErasureStream(const core::Uuid& person) { return core::Uuid::Derive(person, "erasure"); }

events::NewEvent ToEvent(const Erasure& erasure, const std::string& traceparent) {
    v1::PersonErased message;
    message.set_person_id(erasure.person.ToString());
    message.set_reason(static_cast<v1::ErasureReason>(erasure.reason));
    message.set_requested_by(erasure.requested_by);
    message.set_erased_by(erasure.erased_by);
    auto event = events::MakeEvent(ErasureStream(erasure.person), 1, message,
                                   erasure.erased_at.value(), "person erased");
    event.traceparent = traceparent;
    return event;
}

}  // namespace clearway::compliance
