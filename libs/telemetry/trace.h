// SPDX-License-Identifier: Apache-2.0
// W3C trace context: the traceparent header through HTTP, gRPC metadata, the event store and Kafka
// headers, so that one trace id names everything that a request caused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::trace {

class TraceContext {
public:
    // A new trace with random ids.
    static TraceContext Start();
    // nullopt for anything that the specification calls invalid (the receiver then starts anew).
    static std::optional<TraceContext> Parse(std::string_view traceparent);
    // Same trace, new span id: what is sent onwards.
    TraceContext Child() const;

    std::string ToTraceparent() const;
    // 25 bytes that hold the same, to be stored: trace id, span id, flags.
    std::string ToBytes() const;
    static std::optional<TraceContext> FromBytes(std::string_view bytes);
    const std::string& TraceId() const { return trace_id_; }
    const std::string& SpanId() const { return span_id_; }

private:
    TraceContext(std::string trace_id, std::string span_id, bool sampled);

    std::string trace_id_;  // 32 lower-case hex digits
    std::string span_id_;   // 16
    bool sampled_;
};

}  // namespace clearway::trace
