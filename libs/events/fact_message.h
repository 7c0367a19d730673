// SPDX-License-Identifier: Apache-2.0
// A fact of a lane as a message of Kafka: CloudEvents 1.0, Kafka protocol binding, binary mode.
#pragma once

#include <string>

#include "events/event.h"
#include "events/outbox_lane.h"
#include "kafka/producer.h"

namespace clearway::events {

// Reported with the fact's lane sequence as the tag. False and throws: see kafka::Producer::Send.
bool SendFact(kafka::Producer& producer, const std::string& service, const Lane& lane,
              const StoredEvent& event);

}  // namespace clearway::events
