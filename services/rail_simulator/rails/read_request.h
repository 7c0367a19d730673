// SPDX-License-Identifier: Apache-2.0
// Reads what a participant hands in.
#pragma once

#include <string_view>

#include "core/result.h"
#include "services/rail_simulator/domain/request.h"

namespace clearway::rail_simulator {

// Errors: kInvalidArgument: it is no message of the type and its schema, it has another id than is
// said, the rail takes no such message, or it asks for what the rail does not do. The text names
// elements, never what they hold.
core::Result<Request> ReadRequest(std::string_view rail, std::string_view message_id,
                                  std::string_view type, std::string_view content);

}  // namespace clearway::rail_simulator
