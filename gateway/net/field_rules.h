// SPDX-License-Identifier: Apache-2.0
// The rules about header fields and the request target that decide where a message ends and whom
// it is for, stricter than Beast's: each shape that two servers could read differently is refused.
#pragma once

#include <string>
#include <string_view>

namespace clearway::gateway::net {

class FieldRules {
public:
    // Called for each field in order.
    void See(std::string_view name, std::string_view value);
    // After the last field: exactly one Host in HTTP/1.1, at most one plain Content-Length, no
    // Transfer-Encoding but a single "chunked", never both, none of it in HTTP/1.0.
    bool Agree(int version) const;

private:
    int hosts_ = 0;
    int lengths_ = 0;
    int codings_ = 0;
    bool bad_ = false;
};

// Origin form as it is, absolute form cut down to path and query, "*" kept. False for anything else
// and for bytes outside visible ASCII.
bool AssignTarget(std::string_view sent, std::string& target);

}  // namespace clearway::gateway::net
