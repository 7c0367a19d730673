// SPDX-License-Identifier: Apache-2.0
// The parts of the OpenAPI document that every call shares: problem documents (RFC 9457) and the
// headers of answers. Internal to this room. Must not depend on a route.
#pragma once

#include <boost/json/fwd.hpp>
#include <span>
#include <string>
#include <vector>

namespace clearway::gateway {

struct ProblemResponse {
    const char* status;       // "404", or "default"
    const char* name;         // of the component
    const char* description;
    bool only_writes = false;  // not of a call that only reads
    bool only_named = false;   // not of a list: nothing is named that could be absent
    bool has_retry_after = false;
};

std::span<const ProblemResponse> ProblemResponses();

// Names of the headers that every success carries.
const std::vector<std::string>& AnswerHeaders();

boost::json::object ProblemSchemas();
boost::json::object ProblemResponseComponents();
boost::json::object HeaderComponents();

}  // namespace clearway::gateway
