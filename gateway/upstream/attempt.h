// SPDX-License-Identifier: Apache-2.0
// One attempt of one call on gRPC's callback API, and what its outcome means. Internal to
// upstream/.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "async/task.h"
#include "core/result.h"
#include "gateway/upstream/circuit_breaker.h"
#include "gateway/upstream/running_calls.h"
#include "gateway/upstream/upstream.h"

namespace clearway::gateway::upstream {

// Owned by gRPC's callback and by whoever waits, so that it outlives both.
struct Attempt {
    grpc::ClientContext context;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
    grpc::Slice bytes;  // what Answer::bytes looks at
};

// Takes the bytes without copying them.
grpc::ByteBuffer ToBuffer(std::string message);

std::shared_ptr<Attempt> MakeAttempt(const Call& call, const grpc::ByteBuffer& request,
                                     std::chrono::system_clock::time_point deadline);

// `running` counts the call until its coroutine has been woken.
async::Task<grpc::Status> Run(grpc::GenericStub& stub, std::string path,
                              std::shared_ptr<Attempt> attempt, RunningCalls& running);

struct Outcome {
    core::Result<Answer> result;
    CircuitBreaker::Outcome health;
    bool worth_a_retry;  // the service was not reached, or the transport broke
};
Outcome ReadOutcome(const std::shared_ptr<Attempt>& attempt, const grpc::Status& status);

}  // namespace clearway::gateway::upstream
