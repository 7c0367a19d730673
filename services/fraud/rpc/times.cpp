// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/times.h"

#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

google::protobuf::Timestamp ToTimestamp(core::Timestamp time) {
    const auto micros = core::ToMicros(time);
    google::protobuf::Timestamp message;
    message.set_seconds(micros / 1'000'000);
    message.set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1'000);
    return message;
}

std::optional<core::Timestamp> ReadTime(const google::protobuf::Timestamp& time) {
    if (time.seconds() < kEarliestSecond || time.seconds() >= kLatestSecond || time.nanos() < 0 ||
        time.nanos() >= 1'000'000'000)
        return std::nullopt;
    return core::FromMicros(time.seconds() * 1'000'000 + time.nanos() / 1'000);
}

}  // namespace clearway::fraud
