// SPDX-License-Identifier: Apache-2.0
#include "releases/release_steps.h"

#include <utility>

namespace clearway::releases {

namespace {

core::Error Refused(const std::vector<std::string>& faults) {
    std::string detail;
    for (const auto& fault : faults) detail += (detail.empty() ? "" : "; ") + fault;
    return {.code = core::ErrorCode::kReleaseRefused, .detail = std::move(detail)};
}

class Steps {
public:
    Steps(ReleaseBook& book, const CheckContent& check, const ReleaseCommand& command)
        : book_(book), check_(check), command_(command) {}

    core::Result<Release> operator()(const SubmitRelease& submit) {
        const auto checked = check_(submit.kind, submit.content);
        if (!checked.faults.empty()) return Refused(checked.faults);
        const auto digest = DigestOf(submit.content);
        if (auto known = book_.Find(submit.kind, checked.version)) {
            if (known->digest == digest) return std::move(*known);
            return core::Error{.code = core::ErrorCode::kReleaseStateConflict,
                               .detail = "This version is there with another content."};
        }
        Release release{.kind = submit.kind,
                        .version = checked.version,
                        .stage = ReleaseStage::kDraft,
                        .submitted_by = command_.by,
                        .submitted_at = command_.at,
                        .approved_by = {},
                        .activated_at = {},
                        .signed_by = checked.signed_by,
                        .digest = digest,
                        .history = {}};
        Note(release, ReleaseStep::kSubmitted);
        book_.Add(release, submit.content);
        return release;
    }

    core::Result<Release> operator()(const ShadowRelease& shadow) {
        auto release = book_.Find(shadow.kind, shadow.version);
        if (!release) return core::ErrorCode::kNotFound;
        if (release->stage == ReleaseStage::kShadow) return std::move(*release);
        if (const auto may = MayShadow(*release); !may) return may.error();
        if (const auto fits = Check(*release); !fits) return fits.error();
        release->stage = ReleaseStage::kShadow;
        release->approved_by.clear();
        return Save(*release, ReleaseStep::kShadowed);
    }

    core::Result<Release> operator()(const ApproveRelease& approve) {
        auto release = book_.Find(approve.kind, approve.version);
        if (!release) return core::ErrorCode::kNotFound;
        // Their own word again: the answer to it may have been lost, and it approves nothing.
        const bool took_part = IsApprovedBy(*release, command_.by);
        if (took_part && release->stage == ReleaseStage::kActive) return std::move(*release);
        if (const auto may = MayApprove(*release); !may) return may.error();
        if (took_part) return std::move(*release);
        if (const auto fits = Check(*release); !fits) return fits.error();
        release->approved_by.push_back(command_.by);
        if (release->approved_by.size() < kApprovalsNeeded)
            return Save(*release, ReleaseStep::kApproved);
        if (auto active = book_.Active(release->kind)) Retire(*active, ReleaseStep::kRetired);
        Note(*release, ReleaseStep::kApproved);
        return Activate(*release);
    }

    core::Result<Release> operator()(const RetireRelease& retire) {
        auto release = book_.Find(retire.kind, retire.version);
        if (!release) return core::ErrorCode::kNotFound;
        if (release->stage == ReleaseStage::kRetired) return std::move(*release);
        if (const auto may = MayRetire(*release); !may) return may.error();
        return Retire(*release, ReleaseStep::kRetired);
    }

    core::Result<Release> operator()(const RollBackRelease& back) {
        auto release = book_.Find(back.kind, back.version);
        if (!release) return core::ErrorCode::kNotFound;
        if (WasRolledBack(*release)) return std::move(*release);
        if (const auto may = MayRollBack(*release); !may) return may.error();
        auto previous = book_.Previous(back.kind);
        if (previous) {
            if (const auto fits = Check(*previous); !fits) return fits.error();
        }
        auto retired = Retire(*release, ReleaseStep::kRolledBack);
        if (previous) Activate(*previous);
        return retired;
    }

private:
    core::Result<core::Done> Check(const Release& release) {
        const auto checked = check_(release.kind, book_.Content(release));
        if (!checked.faults.empty()) return Refused(checked.faults);
        return core::Done{};
    }

    void Note(Release& release, ReleaseStep step) {
        release.history.push_back({step, command_.by, command_.at});
    }

    Release Save(Release& release, ReleaseStep step) {
        Note(release, step);
        book_.Save(release);
        return release;
    }

    Release Retire(Release& release, ReleaseStep step) {
        // Its approvals stay: by them it may come back in a roll-back.
        release.stage = ReleaseStage::kRetired;
        return Save(release, step);
    }

    Release Activate(Release& release) {
        release.stage = ReleaseStage::kActive;
        release.activated_at = command_.at;
        return Save(release, ReleaseStep::kActivated);
    }

    ReleaseBook& book_;
    const CheckContent& check_;
    const ReleaseCommand& command_;
};

}  // namespace

core::Result<Release> TakeStep(ReleaseBook& book, const CheckContent& check,
                               const ReleaseCommand& command) {
    return std::visit(Steps(book, check, command), command.step);
}

}  // namespace clearway::releases
