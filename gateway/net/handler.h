// SPDX-License-Identifier: Apache-2.0
// What net/ needs of the rest of the gateway. Called on io threads, from several at once: nothing
// here may block.
#pragma once

#include <chrono>
#include <string_view>

#include "async/task.h"
#include "gateway/http/message.h"
#include "gateway/http/problem.h"

namespace clearway::gateway::net {

class Handler {
public:
    virtual ~Handler() = default;
    // Answers a well-formed request. Runs on the executor of the connection.
    virtual async::Task<http::Response> Handle(http::Request request) = 0;
    // The answer to bytes that are no request; the connection ends after it. `partial` is what
    // could be read of it.
    virtual http::Response Refuse(http::GatewayError error, const http::Request& partial) = 0;
    // A handshake ended: "ok", "resumed" or the reason of the failure, a fixed word;
    // "no_room" when none was begun.
    virtual void NoteHandshake(std::string_view outcome) = 0;
    // By how much an io thread was late for its clock: time that ready work had to wait.
    virtual void NoteQueueDelay(std::chrono::steady_clock::duration delay) = 0;
};

}  // namespace clearway::gateway::net
