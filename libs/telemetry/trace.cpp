// SPDX-License-Identifier: Apache-2.0
#include "telemetry/trace.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace clearway::trace {
namespace {

// version 2, trace id 32, span id 16, flags 2, three hyphens.
constexpr std::size_t kLength = 55;
constexpr std::size_t kTraceIdAt = 3;
constexpr std::size_t kSpanIdAt = 36;
constexpr std::size_t kFlagsAt = 53;

constexpr std::size_t kBytes = 25;

bool IsLowerHex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsId(std::string_view text) {
    return IsLowerHex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

int ValueOf(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

bool IsSampled(char low_digit) { return (ValueOf(low_digit) & 1) != 0; }

constexpr std::string_view kHex = "0123456789abcdef";

void AppendHex(std::string& text, unsigned char byte) {
    text += kHex[byte >> 4];
    text += kHex[byte & 0x0F];
}

void AppendBytes(std::string& bytes, std::string_view hex) {
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(ValueOf(hex[i]) << 4 | ValueOf(hex[i + 1]));
}

// Random bytes are fetched in blocks: an id is needed for every call, a block for every few dozen.
std::string RandomId(std::size_t bytes) {
    thread_local std::array<unsigned char, 512> block;
    thread_local std::size_t used = block.size();
    std::string id;
    do {
        if (block.size() - used < bytes) {
            if (RAND_bytes(block.data(), static_cast<int>(block.size())) != 1)
                throw std::runtime_error("the system's random source failed");
            used = 0;
        }
        id.clear();
        id.reserve(bytes * 2);
        for (const auto end = used + bytes; used < end; ++used) AppendHex(id, block[used]);
    } while (!IsId(id));
    return id;
}

}  // namespace

TraceContext::TraceContext(std::string trace_id, std::string span_id, bool sampled)
    : trace_id_(std::move(trace_id)), span_id_(std::move(span_id)), sampled_(sampled) {}

TraceContext TraceContext::Start() { return {RandomId(16), RandomId(8), true}; }

std::optional<TraceContext> TraceContext::Parse(std::string_view traceparent) {
    if (traceparent.size() < kLength) return std::nullopt;
    const auto version = traceparent.substr(0, 2);
    if (!IsLowerHex(version) || version == "ff") return std::nullopt;
    // Later versions may add fields behind a further hyphen; version 00 ends here.
    if (traceparent.size() > kLength && (version == "00" || traceparent[kLength] != '-'))
        return std::nullopt;
    if (traceparent[kTraceIdAt - 1] != '-' || traceparent[kSpanIdAt - 1] != '-' ||
        traceparent[kFlagsAt - 1] != '-')
        return std::nullopt;
    const auto trace_id = traceparent.substr(kTraceIdAt, 32);
    const auto span_id = traceparent.substr(kSpanIdAt, 16);
    const auto flags = traceparent.substr(kFlagsAt, 2);
    if (!IsId(trace_id) || !IsId(span_id) || !IsLowerHex(flags)) return std::nullopt;
    return TraceContext(std::string(trace_id), std::string(span_id), IsSampled(flags[1]));
}

TraceContext TraceContext::Child() const { return {trace_id_, RandomId(8), sampled_}; }

std::string TraceContext::ToTraceparent() const {
    std::string text;
    text.reserve(kLength);
    text.append("00-").append(trace_id_).append("-").append(span_id_);
    text.append(sampled_ ? "-01" : "-00");
    return text;
}

std::string TraceContext::ToBytes() const {
    std::string bytes;
    bytes.reserve(kBytes);
    AppendBytes(bytes, trace_id_);
    AppendBytes(bytes, span_id_);
    bytes += sampled_ ? '\1' : '\0';
    return bytes;
}

std::optional<TraceContext> TraceContext::FromBytes(std::string_view bytes) {
    if (bytes.size() != kBytes) return std::nullopt;
    std::string hex;
    for (const char byte : bytes) AppendHex(hex, static_cast<unsigned char>(byte));
    return Parse("00-" + hex.substr(0, 32) + "-" + hex.substr(32, 16) + "-" + hex.substr(48));
}

}  // namespace clearway::trace
