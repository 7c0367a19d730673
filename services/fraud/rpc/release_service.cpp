// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/release_service.h"

#include <utility>

#include "services/fraud/rpc/release_messages.h"

namespace clearway::fraud {

namespace {

constexpr char kSubmit[] = "clearway.fraud.v1.FraudReleaseService.SubmitRelease";
constexpr char kList[] = "clearway.fraud.v1.FraudReleaseService.ListReleases";
constexpr char kShadow[] = "clearway.fraud.v1.FraudReleaseService.ShadowRelease";
constexpr char kApprove[] = "clearway.fraud.v1.FraudReleaseService.ApproveRelease";
constexpr char kRetire[] = "clearway.fraud.v1.FraudReleaseService.RetireRelease";
constexpr char kRollBack[] = "clearway.fraud.v1.FraudReleaseService.RollBackRelease";

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

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
FraudReleaseService::FraudReleaseService(rpc::Adapter& adapter, ReleaseDesk& desk,
                                         const core::Clock& clock)
    : adapter_(adapter),
      submit_([&](rpc::CallContext& call, const v1::SubmitReleaseRequest& request) {
          return Submit(desk, call.caller_id, clock.Now(), request);
      }),
      list_([&](rpc::CallContext&, const v1::ListReleasesRequest& request) {
          return List(desk, request);
      }),
      shadow_([&](rpc::CallContext& call, const v1::ReleaseReference& request) {
          return TakeNamed<fraud::ShadowRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      approve_([&](rpc::CallContext& call, const v1::ReleaseReference& request) {
          return TakeNamed<fraud::ApproveRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      retire_([&](rpc::CallContext& call, const v1::ReleaseReference& request) {
          return TakeNamed<fraud::RetireRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      roll_back_([&](rpc::CallContext& call, const v1::ReleaseReference& request) {
          return TakeNamed<fraud::RollBackRelease>(desk, call.caller_id, clock.Now(), request);
      }) {
    adapter_.Offer(kSubmit, submit_);
    adapter_.Offer(kList, list_);
    adapter_.Offer(kShadow, shadow_);
    adapter_.Offer(kApprove, approve_);
    adapter_.Offer(kRetire, retire_);
    adapter_.Offer(kRollBack, roll_back_);
}

grpc::ServerUnaryReactor* FraudReleaseService::SubmitRelease(
    Context* context, const v1::SubmitReleaseRequest* request, v1::Release* response) {
    return adapter_.Serve<v1::SubmitReleaseRequest, v1::Release>(context, request, response,
                                                                 kSubmit, submit_);
}

grpc::ServerUnaryReactor* FraudReleaseService::ListReleases(Context* context,
                                                            const v1::ListReleasesRequest* request,
                                                            v1::ListReleasesResponse* response) {
    return adapter_.Serve<v1::ListReleasesRequest, v1::ListReleasesResponse>(
        context, request, response, kList, list_);
}

grpc::ServerUnaryReactor* FraudReleaseService::ShadowRelease(Context* context,
                                                             const v1::ReleaseReference* request,
                                                             v1::Release* response) {
    return adapter_.Serve<v1::ReleaseReference, v1::Release>(context, request, response, kShadow,
                                                             shadow_);
}

grpc::ServerUnaryReactor* FraudReleaseService::ApproveRelease(Context* context,
                                                              const v1::ReleaseReference* request,
                                                              v1::Release* response) {
    return adapter_.Serve<v1::ReleaseReference, v1::Release>(context, request, response, kApprove,
                                                             approve_);
}

grpc::ServerUnaryReactor* FraudReleaseService::RetireRelease(Context* context,
                                                             const v1::ReleaseReference* request,
                                                             v1::Release* response) {
    return adapter_.Serve<v1::ReleaseReference, v1::Release>(context, request, response, kRetire,
                                                             retire_);
}

grpc::ServerUnaryReactor* FraudReleaseService::RollBackRelease(Context* context,
                                                               const v1::ReleaseReference* request,
                                                               v1::Release* response) {
    return adapter_.Serve<v1::ReleaseReference, v1::Release>(context, request, response, kRollBack,
                                                             roll_back_);
}

}  // namespace clearway::fraud
