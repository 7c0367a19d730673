// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/test_service.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <stdexcept>

#include "rpc/call_context.h"
#include "rpc/status_map.h"

namespace clearway::gateway::upstream {
namespace {

std::string Text(const grpc::ByteBuffer& buffer) {
    std::vector<grpc::Slice> slices;
    buffer.Dump(&slices);
    std::string text;
    for (const auto& slice : slices)
        text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    return text;
}

class Reactor final : public grpc::ServerGenericBidiReactor {
public:
    Reactor(grpc::GenericCallbackServerContext* context, const TestService::Answer& answer)
        : context_(context), answer_(answer) {
        StartRead(&request_);
    }

    void OnReadDone(bool) override {
        TestCall call{.path = context_->method(),
                      .message = Text(request_),
                      .metadata = {},
                      .time_left = std::chrono::duration_cast<std::chrono::milliseconds>(
                          context_->deadline() - std::chrono::system_clock::now())};
        for (const auto& [key, value] : context_->client_metadata())
            call.metadata.emplace(std::string(key.data(), key.size()),
                                  std::string(value.data(), value.size()));
        const TestReply reply = answer_(call);
        if (reply.never) return;
        if (reply.replayed) context_->AddTrailingMetadata(rpc::kReplayedKey, "true");
        if (reply.as_broken_transport)
            return End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection reset"));
        if (!reply.result) {
            std::string detail;
            const auto status = rpc::ToStatus(reply.result.error(), &detail);
            context_->AddTrailingMetadata(rpc::kErrorDetailKey, detail);
            return End(status);
        }
        const grpc::Slice slice(reply.result.value());
        response_ = grpc::ByteBuffer(&slice, 1);
        if (!ended_.exchange(true))
            StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
    }
    void OnCancel() override { End(grpc::Status::CANCELLED); }
    void OnDone() override { delete this; }

private:
    void End(const grpc::Status& status) {
        if (!ended_.exchange(true)) Finish(status);
    }

    grpc::GenericCallbackServerContext* context_;
    const TestService::Answer& answer_;
    grpc::ByteBuffer request_;
    grpc::ByteBuffer response_;
    std::atomic<bool> ended_{false};
};

class Generic final : public grpc::CallbackGenericService {
public:
    explicit Generic(TestService::Answer answer) : answer_(std::move(answer)) {}
    grpc::ServerGenericBidiReactor* CreateReactor(
        grpc::GenericCallbackServerContext* context) override {
        return new Reactor(context, answer_);
    }

private:
    const TestService::Answer answer_;
};

}  // namespace

struct TestService::State {
    explicit State(Answer answer) : generic(std::move(answer)) {}
    Generic generic;
    int port = 0;
    std::unique_ptr<grpc::Server> server;
};

TestService::TestService(const rpc::TlsFiles& tls, Answer answer, int port)
    : state_(std::make_unique<State>(std::move(answer))) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:" + std::to_string(port), rpc::MakeServerCredentials(tls),
                             &state_->port);
    builder.RegisterCallbackGenericService(&state_->generic);
    state_->server = builder.BuildAndStart();
    if (!state_->server) throw std::runtime_error("test service: no port");
}

TestService::~TestService() { state_->server->Shutdown(std::chrono::system_clock::now()); }

int TestService::Port() const { return state_->port; }

}  // namespace clearway::gateway::upstream
