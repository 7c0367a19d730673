// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/test_service.h"

#include <grpcpp/grpcpp.h>

#include <stdexcept>

#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "rpc/call_context.h"
#include "rpc/status_map.h"

namespace clearway::gateway::upstream {
namespace {

namespace pb = common::v1;

std::string PathOf(std::string method) {
    method[method.rfind('.')] = '/';
    return "/" + method;
}

TestCall ToCall(const pb::StreamedCall& call) {
    TestCall seen{.path = PathOf(call.method()),
                  .message = call.message(),
                  .metadata = {},
                  .time_left = std::chrono::duration_cast<std::chrono::milliseconds>(
                      std::chrono::microseconds(call.timeout_us()))};
    const auto add = [&seen](const char* key, const std::string& value) {
        if (!value.empty()) seen.metadata.emplace(key, value);
    };
    add(rpc::kPartnerIdKey, call.partner_id());
    add(rpc::kIdempotencyKeyKey, call.idempotency_key());
    add(rpc::kRequestIdKey, call.request_id());
    add(rpc::kTraceparentKey, call.traceparent());
    return seen;
}

// Answers a frame when all its calls have been asked for, then reads the next.
class Reactor final : public grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame> {
public:
    explicit Reactor(const TestService::Answer& answer) : answer_(answer) { StartRead(&calls_); }

    void OnReadDone(bool ok) override {
        if (!ok) return Finish(grpc::Status::OK);
        answers_.Clear();
        for (const auto& call : calls_.calls()) {
            const TestReply reply = answer_(ToCall(call));
            if (reply.as_broken_transport)
                return Finish(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection reset"));
            if (!reply.never) Write(call, reply);
        }
        if (answers_.answers_size() == 0) return StartRead(&calls_);
        StartWrite(&answers_);
    }
    void OnWriteDone(bool ok) override {
        if (ok) return StartRead(&calls_);
        Finish(grpc::Status::OK);
    }
    void OnDone() override { delete this; }

private:
    void Write(const pb::StreamedCall& call, const TestReply& reply) {
        auto& answer = *answers_.add_answers();
        answer.set_id(call.id());
        answer.set_replayed(reply.replayed);
        if (reply.result) {
            answer.set_message(reply.result.value());
            return;
        }
        answer.set_status(
            rpc::ToStatus(reply.result.error(), answer.mutable_error_detail()).error_code());
    }

    const TestService::Answer& answer_;
    pb::CallFrame calls_;
    pb::AnswerFrame answers_;
};

class Streams final : public pb::CallStreamService::CallbackService {
public:
    explicit Streams(TestService::Answer answer) : answer_(std::move(answer)) {}
    grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame>* Exchange(
        grpc::CallbackServerContext*) override {
        return new Reactor(answer_);
    }

private:
    const TestService::Answer answer_;
};

}  // namespace

struct TestService::State {
    explicit State(Answer answer) : streams(std::move(answer)) {}
    Streams streams;
    int port = 0;
    std::unique_ptr<grpc::Server> server;
};

TestService::TestService(const rpc::TlsFiles& tls, Answer answer, int port)
    : state_(std::make_unique<State>(std::move(answer))) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:" + std::to_string(port), rpc::MakeServerCredentials(tls),
                             &state_->port);
    builder.RegisterService(&state_->streams);
    state_->server = builder.BuildAndStart();
    if (!state_->server) throw std::runtime_error("test service: no port");
}

TestService::~TestService() { state_->server->Shutdown(std::chrono::system_clock::now()); }

int TestService::Port() const { return state_->port; }

}  // namespace clearway::gateway::upstream
