// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/release_messages.h"

#include "rpc/times.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kContentMax = 3 * 1'024 * 1'024;
constexpr std::size_t kVersionMax = 200;

}  // namespace

v1::Release ToProto(const Release& release) {
    v1::Release message;
    message.set_kind(static_cast<v1::ReleaseKind>(release.kind));
    message.set_version(release.version);
    message.set_stage(static_cast<v1::ReleaseStage>(release.stage));
    message.set_submitted_by(release.submitted_by);
    *message.mutable_submitted_at() = rpc::ToTimestamp(release.submitted_at);
    for (const auto& by : release.approved_by) message.add_approved_by(by);
    message.set_awaits_second_operator(AwaitsSecondOperator(release));
    if (release.activated_at)
        *message.mutable_activated_at() = rpc::ToTimestamp(*release.activated_at);
    message.set_signed_by(release.signed_by);
    for (const auto& taken : release.history) {
        auto* step = message.add_history();
        step->set_step(std::string(NameOf(taken.step)));
        step->set_taken_by(taken.taken_by);
        *step->mutable_taken_at() = rpc::ToTimestamp(taken.taken_at);
    }
    return message;
}

core::Result<SubmitRelease> ReadSubmission(const v1::SubmitReleaseRequest& request) {
    const auto& model = request.model();
    if (request.has_model() != request.policy().empty())
        return core::InvalidField("policy", "or model must be there, not both");
    if (request.policy().size() + model.manifest().size() + model.booster().size() +
            model.card().size() + model.signature().size() >
        kContentMax)
        return core::InvalidField(request.has_model() ? "model" : "policy",
                                  "must have 3 MiB at most");
    if (!request.has_model())
        return SubmitRelease{
            .kind = ReleaseKind::kPolicy,
            .content = {.text = request.policy(), .signature = {}, .booster = {}, .card = {}}};
    // Both are kept as text.
    for (const auto* text : {&model.manifest(), &model.signature()}) {
        for (const char c : *text) {
            if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == '\x7f')
                return core::InvalidField("model", "must have a manifest and a signature of text");
        }
    }
    return SubmitRelease{.kind = ReleaseKind::kModel,
                         .content = {.text = model.manifest(),
                                     .signature = model.signature(),
                                     .booster = model.booster(),
                                     .card = model.card()}};
}

core::Result<ReleaseKind> ReadKind(v1::ReleaseKind kind) {
    if (kind == v1::RELEASE_KIND_MODEL) return ReleaseKind::kModel;
    if (kind == v1::RELEASE_KIND_POLICY) return ReleaseKind::kPolicy;
    return core::InvalidField("kind", "must be model or policy");
}

core::Result<core::Done> CheckVersion(const std::string& version) {
    if (version.empty() || version.size() > kVersionMax || version.find('\0') != std::string::npos)
        return core::InvalidField("version", "must be like name/version");
    return core::Done{};
}

}  // namespace clearway::fraud
