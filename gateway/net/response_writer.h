// SPDX-License-Identifier: Apache-2.0
// A response into the bytes of HTTP/1.1, appended to one buffer so that an answer is one write.
#pragma once

#include <string>

#include "gateway/http/message.h"

namespace clearway::gateway::net {

enum class Connection { kKeepAlive, kKeepAliveHttp10, kClose };

struct Framing {
    Connection connection;
    bool head_only = false;  // the answer to HEAD: the length, not the body
};

void AppendResponse(const http::Response& response, Framing framing, std::string& out);

}  // namespace clearway::gateway::net
