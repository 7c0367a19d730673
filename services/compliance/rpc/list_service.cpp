// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_service.h"

#include <utility>

#include "services/compliance/rpc/list_messages.h"

namespace clearway::compliance {
namespace {

constexpr char kList[] = "clearway.compliance.v1.ListService.ListListVersions";
constexpr char kDelta[] = "clearway.compliance.v1.ListService.GetListDelta";
constexpr char kActivate[] = "clearway.compliance.v1.ListService.ActivateList";
constexpr char kRollBack[] = "clearway.compliance.v1.ListService.RollbackList";

constexpr std::size_t kSourceBytesMax = 16;
constexpr std::size_t kReportsMax = 10;  // each tells all that was refused and noted

// Commands have names: GCC 12 frees a braced temporary in a co_await twice.
async::Task<core::Result<v1::ListListVersionsResponse>> List(
    ListDesk& desk, const v1::ListListVersionsRequest& request) {
    if (request.source().size() > kSourceBytesMax)
        co_return core::InvalidField("source", "must be ofac, un, eu, uk or own");
    auto listed = co_await desk.List(request.source());
    if (!listed) co_return std::move(listed).error();
    if (request.reports() && listed->size() > kReportsMax) listed->resize(kReportsMax);
    v1::ListListVersionsResponse response;
    for (const auto& one : *listed) *response.add_versions() = ToProto(one, request.reports());
    co_return response;
}

async::Task<core::Result<v1::ListDelta>> Delta(ListDesk& desk,
                                               const v1::GetListDeltaRequest& request) {
    const auto id = ReadListVersionId(request.list_version_id());
    if (!id) co_return id.error();
    const auto entries_max = ReadDeltaEntriesMax(request.entries_max());
    if (!entries_max) co_return entries_max.error();
    auto delta = co_await desk.Delta(*id);
    if (!delta) co_return std::move(delta).error();
    co_return ToProto(*delta, *entries_max);
}

async::Task<core::Result<v1::ListVersion>> Activate(ListDesk& desk, rpc::CallContext& call,
                                                    core::Timestamp at,
                                                    const v1::ActivateListRequest& request) {
    const auto id = ReadListVersionId(request.list_version_id());
    if (!id) co_return id.error();
    if (const auto fits = CheckListReason("override_reason", request.override_reason()); !fits)
        co_return fits.error();
    compliance::ActivateList command{.id = *id,
                                     .by = call.caller_id,
                                     .override_reason = request.override_reason(),
                                     .at = at,
                                     .traceparent = call.trace.ToTraceparent()};
    auto version = co_await desk.Activate(std::move(command));
    if (!version) co_return std::move(version).error();
    co_return ToProto(*version);
}

async::Task<core::Result<v1::ListVersion>> RollBack(ListDesk& desk, rpc::CallContext& call,
                                                    core::Timestamp at,
                                                    const v1::RollbackListRequest& request) {
    const auto id = ReadListVersionId(request.list_version_id());
    if (!id) co_return id.error();
    if (const auto fits = CheckListReason("reason", request.reason()); !fits)
        co_return fits.error();
    RollBackList command{.id = *id,
                         .by = call.caller_id,
                         .reason = request.reason(),
                         .at = at,
                         .traceparent = call.trace.ToTraceparent()};
    auto version = co_await desk.RollBack(std::move(command));
    if (!version) co_return std::move(version).error();
    co_return ToProto(*version);
}

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
ListVersionService::ListVersionService(rpc::Adapter& adapter, ListDesk& desk,
                                       const core::Clock& clock)
    : adapter_(adapter),
      list_([&](rpc::CallContext&, const v1::ListListVersionsRequest& request) {
          return List(desk, request);
      }),
      delta_([&](rpc::CallContext&, const v1::GetListDeltaRequest& request) {
          return Delta(desk, request);
      }),
      activate_([&](rpc::CallContext& call, const v1::ActivateListRequest& request) {
          return Activate(desk, call, clock.Now(), request);
      }),
      roll_back_([&](rpc::CallContext& call, const v1::RollbackListRequest& request) {
          return RollBack(desk, call, clock.Now(), request);
      }) {
    adapter_.Offer(kList, list_);
    adapter_.Offer(kDelta, delta_);
    adapter_.Offer(kActivate, activate_);
    adapter_.Offer(kRollBack, roll_back_);
}

grpc::ServerUnaryReactor* ListVersionService::ListListVersions(
    Context* context, const v1::ListListVersionsRequest* request,
    v1::ListListVersionsResponse* response) {
    return adapter_.Serve<v1::ListListVersionsRequest, v1::ListListVersionsResponse>(
        context, request, response, kList, list_);
}

grpc::ServerUnaryReactor* ListVersionService::GetListDelta(Context* context,
                                                           const v1::GetListDeltaRequest* request,
                                                           v1::ListDelta* response) {
    return adapter_.Serve<v1::GetListDeltaRequest, v1::ListDelta>(context, request, response,
                                                                  kDelta, delta_);
}

grpc::ServerUnaryReactor* ListVersionService::ActivateList(Context* context,
                                                           const v1::ActivateListRequest* request,
                                                           v1::ListVersion* response) {
    return adapter_.Serve<v1::ActivateListRequest, v1::ListVersion>(context, request, response,
                                                                    kActivate, activate_);
}

grpc::ServerUnaryReactor* ListVersionService::RollbackList(Context* context,
                                                           const v1::RollbackListRequest* request,
                                                           v1::ListVersion* response) {
    return adapter_.Serve<v1::RollbackListRequest, v1::ListVersion>(context, request, response,
                                                                    kRollBack, roll_back_);
}

}  // namespace clearway::compliance
