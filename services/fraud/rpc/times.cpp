// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/times.h"

#include "rpc/times.h"
#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

std::optional<core::Timestamp> ReadTime(const google::protobuf::Timestamp& time) {
    if (time.seconds() < kEarliestSecond || time.seconds() >= kLatestSecond) return std::nullopt;
    return rpc::FromTimestamp(time);
}

}  // namespace clearway::fraud
