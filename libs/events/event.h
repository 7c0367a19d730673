// SPDX-License-Identifier: Apache-2.0
// Facts as they are stored and as they arrive. The payload is a serialised protobuf message whose
// full name is the type. Headers follow CloudEvents 1.0 (Kafka protocol binding, binary mode).
#pragma once

#include <google/protobuf/message_lite.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/clock.h"
#include "core/uuid.h"

namespace clearway::events {

// A fact to append. Versions of a stream are 1, 2, 3, ... without a gap. The appending transaction
// holds the row in which they are counted; a version that is taken in the same month all the same
// makes the append fail with pqxx::unique_violation and the batch is decided again.
struct NewEvent {
    core::Uuid stream_id;
    std::int32_t version = 0;
    std::string type;
    std::string payload;
    core::Timestamp occurred_at;
    std::string summary;          // one line without personal data, for time lines
    core::Uuid command_id = {};   // nil, or the id of the idempotent command that caused it
    std::string traceparent = {};
};

// `type` and `payload` from a message.
template <class Message>
NewEvent MakeEvent(const core::Uuid& stream_id, std::int32_t version, const Message& message,
                   core::Timestamp occurred_at, std::string summary) {
    return NewEvent{.stream_id = stream_id,
                    .version = version,
                    .type = message.GetTypeName(),
                    .payload = message.SerializeAsString(),
                    .occurred_at = occurred_at,
                    .summary = std::move(summary)};
}

// A fact as stored.
struct StoredEvent {
    core::Uuid event_id;  // UUIDv5 of stream and version
    core::Uuid stream_id;
    std::int32_t version = 0;
    std::string type;
    std::string payload;
    core::Timestamp occurred_at;
    std::string summary;
    core::Uuid command_id;
    std::string traceparent;
    std::string hash;  // 32 bytes: SHA-256 over predecessor's hash, stream, version, type, time, payload
    std::int64_t lane_sequence = 0;
};

// A payload that does not parse as its type.
struct UnreadableEvent : std::runtime_error {
    explicit UnreadableEvent(const std::string& type)
        : std::runtime_error("the payload is not a " + type) {}
};

// A fact as it arrives from Kafka. `lane` and `lane_sequence` tell a second delivery apart.
struct ReceivedEvent {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::int32_t lane = 0;
    std::int64_t lane_sequence = 0;
    core::Uuid event_id;
    core::Uuid stream_id;
    std::int32_t version = 0;
    std::string type;
    std::string payload;
    core::Timestamp occurred_at;
    std::string traceparent;

    // False when the type is another one. A payload of this type that cannot be parsed throws
    // UnreadableEvent: the subscription puts the event aside as a dead letter.
    template <class Message>
    bool ReadAs(Message& message) const {
        if (type != message.GetTypeName()) return false;
        if (!message.ParseFromString(payload)) ThrowUnreadable();
        return true;
    }

private:
    [[noreturn]] void ThrowUnreadable() const;
};

// The topic of a service's facts: clearway.<service>.events.v1
std::string TopicOf(std::string_view service);

// Partitions of such a topic when the platform makes it: as many as the brokers are set to
// (num.partitions). A stream's facts stay in one. A partition lets one more replica of a consumer
// work, and costs every producer a request of its own.
inline constexpr int kTopicPartitions = -1;

}  // namespace clearway::events
