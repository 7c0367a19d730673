// SPDX-License-Identifier: Apache-2.0
// Times as messages carry them.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>

#include "core/clock.h"

namespace clearway::rpc {

google::protobuf::Timestamp ToTimestamp(core::Timestamp time);

// Cut to microseconds. nullopt for what google.protobuf.Timestamp does not allow: a moment outside
// the years 1 to 9999, or nanoseconds that are not those of one second. The default message is
// 1970.
std::optional<core::Timestamp> FromTimestamp(const google::protobuf::Timestamp& message);

}  // namespace clearway::rpc
