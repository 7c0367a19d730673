// SPDX-License-Identifier: Apache-2.0
#include "releases/release_facts.h"

#include <array>

#include "clearway/common/v1/common_events.pb.h"
#include "events/event_store.h"

namespace clearway::releases {

namespace {

constexpr std::string_view kNamespace = "b3f0a7d4-8c19-5e62-a5d1-4e7c90f2168b";

std::string NameOf(ReleaseKind kind) { return kind == ReleaseKind::kModel ? "model" : "policy"; }

// The fact of step number `number` of its history, from 0.
events::NewEvent ToEvent(const Release& release, std::size_t number) {
    const auto& step = release.history.at(number);
    const std::string name(NameOf(step.step));
    common::v1::ReleaseStepTaken fact;
    fact.set_kind(NameOf(release.kind));
    fact.set_version(release.version);
    fact.set_step(name);
    fact.set_taken_by(step.taken_by);
    fact.set_digest(release.digest);
    fact.set_signed_by(release.signed_by);
    return events::MakeEvent(ReleaseStream(release), static_cast<std::int32_t>(number + 1), fact,
                             step.taken_at,
                             NameOf(release.kind) + ' ' + release.version + ' ' + name);
}

}  // namespace

std::optional<Release> ReleaseFacts::Find(ReleaseKind kind, const std::string& version) {
    return Notice(book_.Find(kind, version));
}

std::optional<Release> ReleaseFacts::Active(ReleaseKind kind) { return Notice(book_.Active(kind)); }

std::optional<Release> ReleaseFacts::Previous(ReleaseKind kind) {
    return Notice(book_.Previous(kind));
}

void ReleaseFacts::Add(const Release& release, const ReleaseContent& content) {
    book_.Add(release, content);
    Tell(release);
}

void ReleaseFacts::Save(const Release& release) {
    book_.Save(release);
    Tell(release);
}

ReleaseContent ReleaseFacts::Content(const Release& release) { return book_.Content(release); }

// As it is stored, before a step of this batch.
std::optional<Release> ReleaseFacts::Notice(std::optional<Release> release) {
    if (!release) return release;
    const auto stream = ReleaseStream(*release);
    if (told_.contains(stream)) return release;
    const std::array streams{stream};
    const bool begun =
        !events::FindBegunStreams(transaction_, streams, release->submitted_at).empty();
    told_.emplace(stream, begun ? release->history.size() : 0);
    return release;
}

void ReleaseFacts::Tell(const Release& release) {
    auto& told = told_[ReleaseStream(release)];
    for (; told < release.history.size(); ++told) sink_.push_back(ToEvent(release, told));
}

core::Uuid ReleaseStream(const Release& release) {
    static const auto name_space = *core::Uuid::Parse(kNamespace);
    return core::Uuid::Derive(name_space, NameOf(release.kind) + ' ' + release.version);
}

}  // namespace clearway::releases
