// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_service.h"

#include "clearway/compliance/v1/list_service.pb.h"

#include <utility>

#include "services/compliance/rpc/list_messages.h"

namespace clearway::compliance {
namespace {

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

ListVersionService::ListVersionService(rpc::Adapter& adapter, ListDesk& desk,
                                       const core::Clock& clock)
    : Service(adapter, "clearway.compliance.v1.ListService") {
    Serve("ListListVersions", [&](rpc::CallContext&, const v1::ListListVersionsRequest& request) {
        return List(desk, request);
    });
    Serve("GetListDelta", [&](rpc::CallContext&, const v1::GetListDeltaRequest& request) {
        return Delta(desk, request);
    });
    Serve("ActivateList", [&](rpc::CallContext& call, const v1::ActivateListRequest& request) {
        return Activate(desk, call, clock.Now(), request);
    });
    Serve("RollbackList", [&](rpc::CallContext& call, const v1::RollbackListRequest& request) {
        return RollBack(desk, call, clock.Now(), request);
    });
}

}  // namespace clearway::compliance
