// SPDX-License-Identifier: Apache-2.0
// Times that a payment may have.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>

#include "core/clock.h"

namespace clearway::fraud {

// nullopt for what is no time from 2000 to 2100.
std::optional<core::Timestamp> ReadTime(const google::protobuf::Timestamp& time);

}  // namespace clearway::fraud
