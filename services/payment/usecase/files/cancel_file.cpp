// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/files/cancel_file.h"

namespace clearway::payment {

Task<Result<PaymentFile>> CancelFile::Run(const CallContext& call, const PaymentFileId& id) {
    // A gateway that names no partner must not pass for an operator.
    const bool is_operator = call.caller == "operator";
    if (!is_operator && call.partner_id.empty()) co_return core::ErrorCode::kCallerNotAllowed;
    const auto found = co_await files_.Find(id);
    if (!found) co_return found.error();
    if (!found->has_value() || (!is_operator && (*found)->partner_id != call.partner_id))
        co_return core::ErrorCode::kNotFound;
    CancelOrder order{.file_id = id,
                      .cancelled_by = is_operator ? call.caller_id : "partner/" + call.partner_id,
                      .now = clock_.Now(),
                      .traceparent = call.trace.ToTraceparent()};
    auto file = co_await files_.Cancel(std::move(order));
    if (file && cancelled_) cancelled_();
    co_return file;
}

}  // namespace clearway::payment
