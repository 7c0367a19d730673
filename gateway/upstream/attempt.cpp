// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/attempt.h"

#include <functional>

#include "rpc/call_context.h"
#include "rpc/status_map.h"

namespace clearway::gateway::upstream {
namespace {

std::string Trailing(const grpc::ClientContext& context, const char* key) {
    const auto& metadata = context.GetServerTrailingMetadata();
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string()
                                   : std::string(found->second.data(), found->second.size());
}

Answer ReadAnswer(const std::shared_ptr<Attempt>& attempt) {
    if (!attempt->response.TrySingleSlice(&attempt->bytes).ok() &&
        !attempt->response.DumpToSingleSlice(&attempt->bytes).ok())
        attempt->bytes = grpc::Slice();
    return Answer{
        .bytes = {reinterpret_cast<const char*>(attempt->bytes.begin()), attempt->bytes.size()},
        .owner = attempt,
        .replayed = Trailing(attempt->context, rpc::kReplayedKey) == "true"};
}

}  // namespace

grpc::ByteBuffer ToBuffer(std::string message) {
    auto owned = std::make_unique<std::string>(std::move(message));
    std::string* bytes = owned.get();
    const grpc::Slice slice(
        bytes->data(), bytes->size(), [](void* text) { delete static_cast<std::string*>(text); },
        owned.release());
    return grpc::ByteBuffer(&slice, 1);
}

std::shared_ptr<Attempt> MakeAttempt(const Call& call, const grpc::ByteBuffer& request,
                                     std::chrono::system_clock::time_point deadline) {
    auto attempt = std::make_shared<Attempt>();
    attempt->request = request;  // counts a reference
    auto& context = attempt->context;
    context.set_deadline(deadline);
    context.AddMetadata(rpc::kPartnerIdKey, call.partner_id);
    context.AddMetadata(rpc::kRequestIdKey, call.request_id);
    context.AddMetadata(rpc::kTraceparentKey, call.traceparent);
    if (call.idempotency_key) context.AddMetadata(rpc::kIdempotencyKeyKey, *call.idempotency_key);
    return attempt;
}

async::Task<grpc::Status> Run(grpc::GenericStub& stub, std::string path,
                              std::shared_ptr<Attempt> attempt, RunningCalls& running) {
    std::function<void(async::Resume<grpc::Status>)> start =
        [&stub, &running, path = std::move(path), attempt](async::Resume<grpc::Status> resume) {
            if (!running.TryEnter())
                return resume(grpc::Status(grpc::StatusCode::UNAVAILABLE, "stopping"));
            Attempt& state = *attempt;
            stub.UnaryCall(
                &state.context, path, grpc::StubOptions(), &state.request, &state.response,
                [attempt, &running, wake = std::move(resume)](grpc::Status status) mutable {
                    wake(std::move(status));
                    // Nothing of the call may be left here once it is not counted: the last one
                    // to let go of a channel must not be a thread of gRPC's own.
                    wake = nullptr;
                    attempt.reset();
                    running.Leave();
                });
        };
    auto waiting = async::Suspend<grpc::Status>(std::move(start));
    grpc::Status status = co_await std::move(waiting);
    co_return status;
}

Outcome ReadOutcome(const std::shared_ptr<Attempt>& attempt, const grpc::Status& status) {
    if (status.ok())
        return {.result = ReadAnswer(attempt),
                .health = CircuitBreaker::Outcome::kSuccess,
                .worth_a_retry = false};
    const std::string detail = Trailing(attempt->context, rpc::kErrorDetailKey);
    core::Error error = rpc::FromStatus(status, detail);
    const bool unavailable = status.error_code() == grpc::StatusCode::UNAVAILABLE;
    const bool late = status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
    // A service that sheds load is alive; opening the breaker would shut out what it still can do.
    const bool failed = (unavailable || late) && error.code != core::ErrorCode::kOverloaded;
    return {
        .result = std::move(error),
        .health = failed ? CircuitBreaker::Outcome::kFailure : CircuitBreaker::Outcome::kSuccess,
        .worth_a_retry = unavailable && detail.empty()};
}

}  // namespace clearway::gateway::upstream
