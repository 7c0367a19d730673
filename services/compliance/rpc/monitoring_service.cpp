// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/monitoring_service.h"

#include <utility>

#include "rpc/times.h"

namespace clearway::compliance {

namespace {

constexpr char kSubmit[] = "clearway.compliance.v1.MonitoringService.SubmitPolicy";
constexpr char kList[] = "clearway.compliance.v1.MonitoringService.ListPolicies";
constexpr char kShadow[] = "clearway.compliance.v1.MonitoringService.ShadowPolicy";
constexpr char kApprove[] = "clearway.compliance.v1.MonitoringService.ApprovePolicy";
constexpr char kRetire[] = "clearway.compliance.v1.MonitoringService.RetirePolicy";
constexpr char kRollBack[] = "clearway.compliance.v1.MonitoringService.RollBackPolicy";

constexpr std::size_t kPolicyMax = 256 * 1024;
constexpr std::size_t kVersionMax = 200;
constexpr auto kKind = releases::ReleaseKind::kPolicy;

v1::MonitoringPolicy ToProto(const releases::Release& release) {
    v1::MonitoringPolicy message;
    message.set_version(release.version);
    message.set_stage(static_cast<v1::MonitoringPolicyStage>(release.stage));
    message.set_submitted_by(release.submitted_by);
    *message.mutable_submitted_at() = rpc::ToTimestamp(release.submitted_at);
    for (const auto& by : release.approved_by) message.add_approved_by(by);
    message.set_awaits_second_operator(AwaitsSecondOperator(release));
    if (release.activated_at)
        *message.mutable_activated_at() = rpc::ToTimestamp(*release.activated_at);
    message.set_content_sha256(release.digest);
    for (const auto& taken : release.history) {
        auto* step = message.add_history();
        step->set_step(std::string(NameOf(taken.step)));
        step->set_taken_by(taken.taken_by);
        *step->mutable_taken_at() = rpc::ToTimestamp(taken.taken_at);
    }
    return message;
}

// Commands have names: GCC 12 frees a braced temporary in a co_await twice.
using Answer = async::Task<core::Result<v1::MonitoringPolicy>>;

Answer Take(releases::ReleaseDesk& desk, releases::ReleaseCommand command) {
    auto taken = co_await desk.Take(std::move(command));
    if (!taken) co_return std::move(taken).error();
    co_return ToProto(*taken);
}

Answer Submit(releases::ReleaseDesk& desk, std::string by, core::Timestamp at,
              const v1::SubmitPolicyRequest& request) {
    if (request.policy().empty() || request.policy().size() > kPolicyMax)
        co_return core::InvalidField("policy", "must have 1 byte to 256 KiB");
    // It is kept as text.
    if (request.policy().find('\0') != std::string::npos)
        co_return core::InvalidField("policy", "must be text");
    releases::ReleaseCommand command{
        releases::SubmitRelease{.kind = kKind, .content = {request.policy(), {}, {}, {}}},
        std::move(by), at};
    co_return co_await Take(desk, std::move(command));
}

template <class Step>
Answer TakeNamed(releases::ReleaseDesk& desk, std::string by, core::Timestamp at,
                 const v1::MonitoringPolicyReference& request) {
    const auto& version = request.version();
    if (version.empty() || version.size() > kVersionMax || version.find('\0') != std::string::npos)
        co_return core::InvalidField("version", "must be like id/version");
    releases::ReleaseCommand command{Step{kKind, version}, std::move(by), at};
    co_return co_await Take(desk, std::move(command));
}

async::Task<core::Result<v1::ListPoliciesResponse>> List(releases::ReleaseDesk& desk) {
    auto listed = co_await desk.List(kKind);
    if (!listed) co_return std::move(listed).error();
    v1::ListPoliciesResponse response;
    for (const auto& release : *listed) *response.add_policies() = ToProto(release);
    co_return response;
}

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
MonitoringService::MonitoringService(rpc::Adapter& adapter, releases::ReleaseDesk& desk,
                                     const core::Clock& clock)
    : adapter_(adapter),
      submit_([&](rpc::CallContext& call, const v1::SubmitPolicyRequest& request) {
          return Submit(desk, call.caller_id, clock.Now(), request);
      }),
      list_([&](rpc::CallContext&, const v1::ListPoliciesRequest&) { return List(desk); }),
      shadow_([&](rpc::CallContext& call, const Reference& request) {
          return TakeNamed<releases::ShadowRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      approve_([&](rpc::CallContext& call, const Reference& request) {
          return TakeNamed<releases::ApproveRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      retire_([&](rpc::CallContext& call, const Reference& request) {
          return TakeNamed<releases::RetireRelease>(desk, call.caller_id, clock.Now(), request);
      }),
      roll_back_([&](rpc::CallContext& call, const Reference& request) {
          return TakeNamed<releases::RollBackRelease>(desk, call.caller_id, clock.Now(), request);
      }) {
    adapter_.Offer(kSubmit, submit_);
    adapter_.Offer(kList, list_);
    adapter_.Offer(kShadow, shadow_);
    adapter_.Offer(kApprove, approve_);
    adapter_.Offer(kRetire, retire_);
    adapter_.Offer(kRollBack, roll_back_);
}

grpc::ServerUnaryReactor* MonitoringService::SubmitPolicy(Context* context,
                                                          const v1::SubmitPolicyRequest* request,
                                                          Policy* response) {
    return adapter_.Serve<v1::SubmitPolicyRequest, Policy>(context, request, response, kSubmit,
                                                           submit_);
}

grpc::ServerUnaryReactor* MonitoringService::ListPolicies(Context* context,
                                                          const v1::ListPoliciesRequest* request,
                                                          v1::ListPoliciesResponse* response) {
    return adapter_.Serve<v1::ListPoliciesRequest, v1::ListPoliciesResponse>(
        context, request, response, kList, list_);
}

grpc::ServerUnaryReactor* MonitoringService::ShadowPolicy(Context* context,
                                                          const Reference* request,
                                                          Policy* response) {
    return adapter_.Serve<Reference, Policy>(context, request, response, kShadow, shadow_);
}

grpc::ServerUnaryReactor* MonitoringService::ApprovePolicy(Context* context,
                                                           const Reference* request,
                                                           Policy* response) {
    return adapter_.Serve<Reference, Policy>(context, request, response, kApprove, approve_);
}

grpc::ServerUnaryReactor* MonitoringService::RetirePolicy(Context* context,
                                                          const Reference* request,
                                                          Policy* response) {
    return adapter_.Serve<Reference, Policy>(context, request, response, kRetire, retire_);
}

grpc::ServerUnaryReactor* MonitoringService::RollBackPolicy(Context* context,
                                                            const Reference* request,
                                                            Policy* response) {
    return adapter_.Serve<Reference, Policy>(context, request, response, kRollBack, roll_back_);
}

}  // namespace clearway::compliance
