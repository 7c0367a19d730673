// SPDX-License-Identifier: Apache-2.0
#include "rpc/times.h"

namespace clearway::rpc {
namespace {

using std::chrono::floor;
using std::chrono::seconds;

// 0001-01-01 and 10000-01-01.
constexpr std::int64_t kSecondsMin = -62'135'596'800;
constexpr std::int64_t kSecondsEnd = 253'402'300'800;
constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int32_t kNanosOfMicro = 1'000;

}  // namespace

google::protobuf::Timestamp ToTimestamp(core::Timestamp time) {
    // Rounded down, for nanoseconds count forwards before 1970 as well.
    const auto whole = floor<seconds>(time);
    google::protobuf::Timestamp message;
    message.set_seconds(whole.time_since_epoch().count());
    message.set_nanos(static_cast<std::int32_t>((time - whole).count()) * kNanosOfMicro);
    return message;
}

std::optional<core::Timestamp> FromTimestamp(const google::protobuf::Timestamp& message) {
    if (message.seconds() < kSecondsMin || message.seconds() >= kSecondsEnd) return std::nullopt;
    if (message.nanos() < 0 || message.nanos() >= kMicros * kNanosOfMicro) return std::nullopt;
    return core::FromMicros(message.seconds() * kMicros + message.nanos() / kNanosOfMicro);
}

}  // namespace clearway::rpc
