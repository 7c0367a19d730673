// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/resolve_case.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {

async::Task<core::Result<v1::Case>> ResolveCaseCall(ResolveCaseUseCase& resolve,
                                                    rpc::CallContext& call,
                                                    const v1::ResolveCaseRequest& request) {
    const auto id = ReadCaseId(request.case_id());
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
