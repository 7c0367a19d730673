// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/monitoring_service.h"

#include <utility>

#include "rpc/times.h"

namespace clearway::compliance {

namespace {

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

MonitoringService::MonitoringService(rpc::Adapter& adapter, releases::ReleaseDesk& desk,
                                     const core::Clock& clock)
    : Service(adapter, "clearway.compliance.v1.MonitoringService") {
    Serve("SubmitPolicy", [&](rpc::CallContext& call, const v1::SubmitPolicyRequest& request) {
        return Submit(desk, call.caller_id, clock.Now(), request);
    });
    Serve("ListPolicies",
          [&](rpc::CallContext&, const v1::ListPoliciesRequest&) { return List(desk); });
    Serve("ShadowPolicy", [&](rpc::CallContext& call, const Reference& request) {
        return TakeNamed<releases::ShadowRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("ApprovePolicy", [&](rpc::CallContext& call, const Reference& request) {
        return TakeNamed<releases::ApproveRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("RetirePolicy", [&](rpc::CallContext& call, const Reference& request) {
        return TakeNamed<releases::RetireRelease>(desk, call.caller_id, clock.Now(), request);
    });
    Serve("RollBackPolicy", [&](rpc::CallContext& call, const Reference& request) {
        return TakeNamed<releases::RollBackRelease>(desk, call.caller_id, clock.Now(), request);
    });
}

}  // namespace clearway::compliance
