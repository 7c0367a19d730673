// SPDX-License-Identifier: Apache-2.0
#include "rpc/unary_call.h"

namespace clearway::rpc::detail {

UnaryCall::UnaryCall(std::shared_ptr<ServedMethod> method, grpc::CallbackServerContext* context)
    : method_(std::move(method)), context_(context), served_(*method_) {}

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

}  // namespace clearway::rpc::detail
