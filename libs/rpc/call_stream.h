// SPDX-License-Identifier: Apache-2.0
// The client's side of CallStreamService: calls by method name and bytes, carried in frames on one
// stream to a peer. A call that finds the stream quiet leaves at once; on a busy one it waits for
// the process's next tick (pacer.h) and leaves with what has gathered.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <string>

#include "async/task.h"
#include "rpc/call_context.h"

namespace clearway::rpc {

struct BytesCall {
    std::string method;   // "clearway.payment.v1.PaymentService.CreatePayment"
    std::string message;  // the serialised request
    Deadline deadline;
    std::string request_id = {};
    std::string traceparent = {};
    std::string partner_id = {};
    std::string idempotency_key = {};  // empty: none
};

struct BytesAnswer {
    grpc::StatusCode code = grpc::StatusCode::OK;
    std::string message = {};       // the serialised response, when OK
    std::string error_detail = {};  // a serialised ErrorDetail, else; may be empty
    bool replayed = false;
    // The peer has not begun the call: it may be made again, whatever it does.
    bool not_begun = false;
};

class CallStream {
public:
    // The stream is opened by the first call, and again by the first one after it broke.
    explicit CallStream(std::shared_ptr<grpc::Channel> channel);
    // Every call that waits is answered UNAVAILABLE before it returns.
    ~CallStream();

    using Answered = async::Resume<BytesAnswer>;
    // `answered` is called once, from any thread: with the peer's answer, UNAVAILABLE when the
    // stream broke or too many calls wait (kOverloaded then), DEADLINE_EXCEEDED when the time is
    // over. Calls of one async::Burst leave in one frame.
    // Another thread may run `answered`, and end this object, before Start has returned.
    void Start(BytesCall call, Answered answered);

    async::Task<BytesAnswer> Call(BytesCall call);

private:
    struct State;
    class Connection;
    std::shared_ptr<State> state_;
};

}  // namespace clearway::rpc
