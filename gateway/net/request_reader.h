// SPDX-License-Identifier: Apache-2.0
// Bytes of a connection into requests, one after the other, with the limits on header and body.
// Beast's parser knows the grammar; what it lets through but two servers could read differently
// (doubled lengths, folded lines, unknown codings, ...) is refused here. No I/O: fed by the
// session.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "gateway/http/message.h"
#include "gateway/http/problem.h"

namespace clearway::gateway::net {

struct MessageLimits {
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t header_fields_max = 100;
    std::size_t body_bytes_max = 64 * 1024;
};

class RequestReader {
public:
    enum class State {
        kEmpty,     // not a byte of a next request has come
        kHeader,    // inside the header
        kBody,      // the header is complete, the body is not
        kComplete,  // Take() it
        kRefused,   // see Refusal(); nothing more can be read of this connection
    };

    explicit RequestReader(const MessageLimits& limits);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // Room for bytes to be read into; never empty unless complete or refused.
    std::span<char> Prepare();
    // `count` bytes were put into the room of Prepare().
    State Commit(std::size_t count);

    State GetState() const { return state_; }
    http::GatewayError Refusal() const { return *refusal_; }
    // What was read so far, for the instance of a problem document.
    const http::Request& Partial() const { return request_; }

    // In state kBody, once a request: the client waits for "100 Continue".
    bool TakeExpectContinue();

    // The whole request. What follows it in the buffer (pipelining) waits for the next Commit,
    // which may be Commit(0).
    http::Request Take();
    // Of the request last taken.
    bool KeepAlive() const { return keep_alive_; }
    bool IsHttp10() const { return http_10_; }

private:
    class Parser;

    void Advance();
    void AdvanceHeader();
    void AdvanceBody();
    void FinishHeader();
    void Refuse(http::GatewayError error);
    // The end of the header in the buffer, or nullopt while incomplete; may refuse.
    std::optional<std::size_t> FindHeaderEnd();
    void SkipBlankLine();
    bool IsHalfBlankLine() const;

    const MessageLimits limits_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_;
    std::size_t begin_ = 0;    // first byte not consumed
    std::size_t end_ = 0;      // behind the last byte read
    std::size_t scanned_ = 0;  // header bytes already looked at, from begin_
    std::size_t line_start_ = 0;

    std::unique_ptr<Parser> parser_;
    http::Request request_;
    State state_ = State::kEmpty;
    std::optional<http::GatewayError> refusal_;
    bool blank_line_skipped_ = false;
    bool expect_continue_ = false;
    bool keep_alive_ = false;
    bool http_10_ = false;
};

}  // namespace clearway::gateway::net
