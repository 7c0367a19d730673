// SPDX-License-Identifier: Apache-2.0
// A JSON answer of things within things as text for a person: a line a value, what belongs to
// something below it, further in. Must not know what an answer means.
#pragma once

#include <string>
#include <string_view>

namespace clearway::gateway::console {

// Throws std::runtime_error when `json` is not an object.
std::string AnswerOutline(std::string_view json);

}  // namespace clearway::gateway::console
