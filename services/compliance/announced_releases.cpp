// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/announced_releases.h"

#include "services/compliance/events/policy_steps.h"

namespace clearway::compliance {

using releases::Release;
using releases::ReleaseContent;
using releases::ReleaseKind;

AnnouncedReleases::AnnouncedReleases(postgres::Transaction& transaction, events::EventSink& sink)
    : stored_(transaction), sink_(sink) {}

std::optional<Release> AnnouncedReleases::Find(ReleaseKind kind, const std::string& version) {
    return Noted(stored_.Find(kind, version));
}

std::optional<Release> AnnouncedReleases::Active(ReleaseKind kind) {
    return Noted(stored_.Active(kind));
}

std::optional<Release> AnnouncedReleases::Previous(ReleaseKind kind) {
    return Noted(stored_.Previous(kind));
}

void AnnouncedReleases::Add(const Release& release, const ReleaseContent& content) {
    stored_.Add(release, content);
    Announce(release);
}

void AnnouncedReleases::Save(const Release& release) {
    stored_.Save(release);
    Announce(release);
}

ReleaseContent AnnouncedReleases::Content(const Release& release) {
    return stored_.Content(release);
}

std::optional<Release> AnnouncedReleases::Noted(std::optional<Release> release) {
    if (release) steps_.insert_or_assign(release->version, release->history.size());
    return release;
}

void AnnouncedReleases::Announce(const Release& release) {
    auto& told = steps_[release.version];
    for (auto& fact : NewStepsOf(release, told)) sink_.push_back(std::move(fact));
    told = release.history.size();
}

}  // namespace clearway::compliance
