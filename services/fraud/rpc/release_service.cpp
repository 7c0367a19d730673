// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/release_service.h"

#include "clearway/fraud/v1/fraud_release_service.pb.h"

#include <utility>

#include "services/fraud/rpc/release_messages.h"

namespace clearway::fraud {

namespace {

// Commands have names: GCC 12 frees a braced temporary in a co_await twice.
using Answer = async::Task<core::Result<v1::Release>>;

Answer Take(ReleaseDesk& desk, ReleaseCommand command) {
    auto taken = co_await desk.Take(std::move(command));
    if (!taken) co_return std::move(taken).error();
    co_return ToProto(*taken);
}

Answer Submit(ReleaseDesk& desk, std::string by, core::Timestamp at,
              const v1::SubmitReleaseRequest& request) {
    auto submission = ReadSubmission(request);
    if (!submission) co_return std::move(submission).error();
    ReleaseCommand command{std::move(*submission), std::move(by), at};
    co_return co_await Take(desk, std::move(command));
}

template <class Step>
Answer TakeNamed(ReleaseDesk& desk, std::string by, core::Timestamp at,
                 const v1::ReleaseReference& request) {
    const auto kind = ReadKind(request.kind());
    if (!kind) co_return kind.error();
    const auto version = CheckVersion(request.version());
    if (!version) co_return version.error();
    ReleaseCommand command{Step{*kind, request.version()}, std::move(by), at};
    co_return co_await Take(desk, std::move(command));
}

async::Task<core::Result<v1::ListReleasesResponse>> List(ReleaseDesk& desk,
                                                         const v1::ListReleasesRequest& request) {
    std::optional<ReleaseKind> kind;
    if (request.kind() != v1::RELEASE_KIND_UNSPECIFIED) {
        const auto named = ReadKind(request.kind());
        if (!named) co_return named.error();
        kind = *named;
    }
    auto releases = co_await desk.List(kind);
    if (!releases) co_return std::move(releases).error();
    v1::ListReleasesResponse response;
    for (const auto& release : *releases) *response.add_releases() = ToProto(release);
    co_return response;
}

}  // namespace

FraudReleaseService::FraudReleaseService(rpc::Adapter& adapter, ReleaseDesk& desk,
                                         const core::Clock& clock)
    : Service(adapter, "clearway.fraud.v1.FraudReleaseService") {
    Serve("SubmitRelease", [&](rpc::CallContext& call, const v1::SubmitReleaseRequest& request) {
        return Submit(desk, call.caller_id, clock.Now(), request);
    });
    Serve("ListReleases", [&](rpc::CallContext&, const v1::ListReleasesRequest& request) {
        return List(desk, request);
    });
    Serve("ShadowRelease", [&](rpc::CallContext& call, const v1::ReleaseReference& request) {
        return TakeNamed<ShadowRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("ApproveRelease", [&](rpc::CallContext& call, const v1::ReleaseReference& request) {
        return TakeNamed<ApproveRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("RetireRelease", [&](rpc::CallContext& call, const v1::ReleaseReference& request) {
        return TakeNamed<RetireRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("RollBackRelease", [&](rpc::CallContext& call, const v1::ReleaseReference& request) {
        return TakeNamed<RollBackRelease>(desk, call.caller_id, clock.Now(), request);
    });
}

}  // namespace clearway::fraud
