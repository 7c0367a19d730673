// SPDX-License-Identifier: Apache-2.0
// A JSON answer as text for a person: each list of objects as a table, the other members as lines.
// Must not know what an answer means.
#pragma once

#include <string>
#include <string_view>

namespace clearway::gateway::console {

// Throws std::runtime_error when `json` is not an object.
std::string AnswerTable(std::string_view json);

// The member is present, and true or not.
bool IsTrue(std::string_view json, std::string_view member);
bool IsFalse(std::string_view json, std::string_view member);

}  // namespace clearway::gateway::console
