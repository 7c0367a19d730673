// SPDX-License-Identifier: Apache-2.0
#include "events/fact_message.h"

namespace clearway::events {
namespace {

// lane and lanesequence are extensions.
kafka::Headers HeadersOf(const std::string& service, const Lane& lane, const StoredEvent& event) {
    kafka::Headers headers{
        {"ce_specversion", "1.0"},
        {"ce_id", event.event_id.ToString()},
        {"ce_source", "/clearway/" + service},
        {"ce_type", event.type},
        {"ce_time", core::FormatRfc3339(event.occurred_at)},
        {"ce_subject", event.stream_id.ToString()},
        {"ce_streamversion", std::to_string(event.version)},
        {"ce_lane", std::to_string(lane.number)},
        {"ce_lanesequence", std::to_string(event.lane_sequence)},
        {"content-type", "application/protobuf"},
    };
    if (!event.traceparent.empty()) headers.emplace_back("traceparent", event.traceparent);
    return headers;
}

}  // namespace

bool SendFact(kafka::Producer& producer, const std::string& service, const Lane& lane,
              const StoredEvent& event) {
    return producer.Send(TopicOf(service), event.stream_id.ToString(), event.payload,
                         HeadersOf(service, lane, event),
                         static_cast<std::uint64_t>(event.lane_sequence));
}

}  // namespace clearway::events
