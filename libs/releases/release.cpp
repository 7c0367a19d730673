// SPDX-License-Identifier: Apache-2.0
#include "releases/release.h"

#include <algorithm>

#include "core/digest.h"

namespace clearway::releases {

namespace {

core::Error Conflict(const char* detail) {
    return {.code = core::ErrorCode::kReleaseStateConflict, .detail = detail};
}

}  // namespace

std::string_view NameOf(ReleaseStep step) {
    switch (step) {
        case ReleaseStep::kSubmitted: return "submitted";
        case ReleaseStep::kShadowed: return "shadowed";
        case ReleaseStep::kApproved: return "approved";
        case ReleaseStep::kActivated: return "activated";
        case ReleaseStep::kRetired: return "retired";
        case ReleaseStep::kRolledBack: return "rolled_back";
    }
    return "";
}

// Each part with its length, so that no two contents have the same text.
std::string DigestOf(const ReleaseContent& content) {
    std::string all;
    for (const auto* part : {&content.text, &content.signature, &content.booster, &content.card})
        all += std::to_string(part->size()) + ':' + *part;
    return core::ToHex(core::Sha256(all));
}

bool IsApprovedBy(const Release& release, std::string_view by) {
    return std::ranges::find(release.approved_by, by) != release.approved_by.end();
}

bool AwaitsSecondOperator(const Release& release) {
    return release.stage == ReleaseStage::kShadow && !release.approved_by.empty();
}

core::Result<core::Done> MayShadow(const Release& release) {
    if (release.stage == ReleaseStage::kDraft || release.stage == ReleaseStage::kRetired)
        return core::Done{};
    return Conflict("Only a draft or a retired release goes into shadow.");
}

core::Result<core::Done> MayApprove(const Release& release) {
    if (release.stage == ReleaseStage::kShadow) return core::Done{};
    return Conflict("Only a release in shadow is approved.");
}

core::Result<core::Done> MayRetire(const Release& release) {
    if (release.stage == ReleaseStage::kDraft || release.stage == ReleaseStage::kShadow)
        return core::Done{};
    return Conflict(
        "Only a draft or a release in shadow is taken away; an active one is rolled back.");
}

core::Result<core::Done> MayRollBack(const Release& release) {
    if (release.stage == ReleaseStage::kActive) return core::Done{};
    return Conflict("Only the active release is rolled back.");
}

bool WasRolledBack(const Release& release) {
    return !release.history.empty() && release.history.back().step == ReleaseStep::kRolledBack;
}

}  // namespace clearway::releases
