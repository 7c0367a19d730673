// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/erasures.h"

#include "clearway/compliance/v1/person_events.pb.h"

namespace clearway::payment {

std::optional<core::Uuid> ErasedPerson(const events::ReceivedEvent& event) {
    compliance::v1::PersonErased erased;
    if (!event.ReadAs(erased)) return std::nullopt;
    const auto id = core::Uuid::Parse(erased.person_id());
    if (!id) throw events::UnreadableEvent(event.type);
    return id;
}

}  // namespace clearway::payment
