// SPDX-License-Identifier: Apache-2.0
// Facts of all services as JSON for people, from the descriptors that are linked in.
#pragma once

#include <string>

namespace clearway::audit {

// A JSON object; empty for a type that this program does not know, or a payload that is none of it.
std::string ShownFact(const std::string& type, const std::string& payload);

}  // namespace clearway::audit
