// SPDX-License-Identifier: Apache-2.0
#include "rpc/unary_handler.h"

namespace clearway::rpc {
namespace detail {

UnaryCall::UnaryCall(std::shared_ptr<MethodMetrics> methods, grpc::CallbackServerContext* context,
                     const char* method)
    : methods_(std::move(methods)), context_(context), served_(methods_->Find(method)) {}

std::optional<core::Error> UnaryCall::Admit() noexcept {
    return served_.Admit(SpiffeIdOf(*context_), HeaderOf(*context_));
}

void UnaryCall::Complete(const std::optional<core::Error>& error) noexcept {
    std::string detail;
    auto status = served_.End(error, &detail);
    if (error) context_->AddTrailingMetadata(kErrorDetailKey, detail);
    if (served_.Context().replayed) context_->AddTrailingMetadata(kReplayedKey, "true");
    Finish(std::move(status));
}

}  // namespace detail

Adapter::Adapter(async::Executor runtime, OperatorRecorder& operators)
    : executor_(runtime),
      methods_(std::make_shared<detail::MethodMetrics>(operators)),
      stream_(std::make_unique<CallStreamService>(std::move(runtime), methods_)) {}

Adapter::~Adapter() = default;

}  // namespace clearway::rpc
