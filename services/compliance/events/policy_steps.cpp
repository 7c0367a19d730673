// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/policy_steps.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {

core::Uuid PolicyStream(const std::string& version) {
    return core::Uuid::Derive(core::Uuid(), "monitoring-policy/" + version);
}

std::vector<events::NewEvent> NewStepsOf(const releases::Release& release, std::size_t known) {
    std::vector<events::NewEvent> facts;
    for (std::size_t i = known; i < release.history.size(); ++i) {
        const auto& taken = release.history[i];
        const std::string step(NameOf(taken.step));
        v1::MonitoringPolicyStepTaken message;
        message.set_version(release.version);
        message.set_step(step);
        message.set_taken_by(taken.taken_by);
        message.set_content_sha256(release.digest);
        facts.push_back(events::MakeEvent(PolicyStream(release.version),
                                          static_cast<std::int32_t>(i) + 1, message, taken.taken_at,
                                          "monitoring policy " + release.version + " " + step));
    }
    return facts;
}

}  // namespace clearway::compliance
