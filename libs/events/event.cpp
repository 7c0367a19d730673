// SPDX-License-Identifier: Apache-2.0
#include "events/event.h"

namespace clearway::events {

void ReceivedEvent::ThrowUnreadable() const { throw UnreadableEvent(type); }

std::string TopicOf(std::string_view service) {
    return "clearway." + std::string(service) + ".events.v1";
}

}  // namespace clearway::events
