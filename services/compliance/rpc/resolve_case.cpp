// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/resolve_case.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {
namespace {

core::Result<core::CaseId> CaseOf(const v1::ResolveCaseRequest& request) {
    if (request.payment_id().empty()) return ReadCaseId(request.case_id());
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment || !request.case_id().empty())
        return core::InvalidField("payment_id", "must be a UUID, and alone");
    return core::DeriveCaseId(*payment);
}

}  // namespace

async::Task<core::Result<v1::Case>> ResolveCaseCall(ResolveCaseUseCase& resolve,
                                                    rpc::CallContext& call,
                                                    const v1::ResolveCaseRequest& request) {
    const auto id = CaseOf(request);
    if (!id) co_return id.error();
    const auto decision = ReadStatus(request.decision());
    if (!decision || *decision == CaseStatus::kOpen)
        co_return core::InvalidField("decision", "A case is cleared or confirmed.");
    Resolution resolution{.id = *id,
                          .decision = *decision,
                          .note = request.note(),
                          .resolved_by = call.caller_id,
                          .traceparent = call.trace.ToTraceparent()};
    auto resolved = co_await resolve.Run(std::move(resolution));
    if (!resolved) co_return std::move(resolved).error();
    co_return ToProto(*resolved);
}

}  // namespace clearway::compliance
