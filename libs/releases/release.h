// SPDX-License-Identifier: Apache-2.0
// A model or a policy on its way to decide: draft -> shadow -> active -> retired. Rules
// of the way are here; nothing of what a model or a policy holds. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"

namespace clearway::releases {

// Numbers are those of the proto and of the database.
enum class ReleaseKind : std::uint8_t { kModel = 1, kPolicy = 2 };
enum class ReleaseStage : std::uint8_t { kDraft = 1, kShadow = 2, kActive = 3, kRetired = 4 };

// What was done to a release, for its history.
enum class ReleaseStep : std::uint8_t {
    kSubmitted = 1,
    kShadowed = 2,
    kApproved = 3,
    kActivated = 4,
    kRetired = 5,
    kRolledBack = 6,
};
std::string_view NameOf(ReleaseStep step);

struct TakenStep {
    ReleaseStep step = ReleaseStep::kSubmitted;
    std::string taken_by;  // SPIFFE id of the operator
    core::Timestamp taken_at;
};

struct Release {
    ReleaseKind kind = ReleaseKind::kModel;
    std::string version;  // "name/version"
    ReleaseStage stage = ReleaseStage::kDraft;
    std::string submitted_by;
    core::Timestamp submitted_at;
    std::vector<std::string> approved_by;  // since it is in shadow
    std::optional<core::Timestamp> activated_at;
    std::string signed_by;  // id of a model's key
    std::string digest;     // SHA-256 of the content, 64 hex digits
    std::vector<TakenStep> history;
};

// What a release holds: a policy's text, or a model's files.
struct ReleaseContent {
    std::string text;       // the policy, or the manifest
    std::string signature;  // of a model; so are the others
    std::string booster;
    std::string card;
};
std::string DigestOf(const ReleaseContent& content);

// Two approvals of different operators make a release active.
inline constexpr std::size_t kApprovalsNeeded = 2;

bool IsApprovedBy(const Release& release, std::string_view by);
// One operator approved it; another one has to.
bool AwaitsSecondOperator(const Release& release);

// Whether the step may be taken: kReleaseStateConflict.
core::Result<core::Done> MayShadow(const Release& release);
core::Result<core::Done> MayApprove(const Release& release);
core::Result<core::Done> MayRetire(const Release& release);
core::Result<core::Done> MayRollBack(const Release& release);

// The last that happened to it.
bool WasRolledBack(const Release& release);

}  // namespace clearway::releases
