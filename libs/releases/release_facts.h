// SPDX-License-Identifier: Apache-2.0
// Tells each step that is stored as a fact (clearway.common.v1.ReleaseStepTaken), in the
// transaction that stores it: the registry under the steps of a batch. A stream a release, a fact a
// step of its history.
#pragma once

#include <map>

#include "events/command_runner.h"
#include "releases/release_store.h"

namespace clearway::releases {

class ReleaseFacts final : public ReleaseBook {
public:
    // All must outlive it. The steps of releases that were stored before there were facts are told
    // with the next one.
    ReleaseFacts(postgres::Transaction& transaction, events::EventSink& sink)
        : transaction_(transaction), book_(transaction), sink_(sink) {}

    std::optional<Release> Find(ReleaseKind kind, const std::string& version) override;
    std::optional<Release> Active(ReleaseKind kind) override;
    std::optional<Release> Previous(ReleaseKind kind) override;
    void Add(const Release& release, const ReleaseContent& content) override;
    void Save(const Release& release) override;
    ReleaseContent Content(const Release& release) override;

private:
    std::optional<Release> Notice(std::optional<Release> release);
    void Tell(const Release& release);

    postgres::Transaction& transaction_;
    StoredReleases book_;
    events::EventSink& sink_;
    std::map<core::Uuid, std::size_t> told_;  // steps of a release that are facts
};

core::Uuid ReleaseStream(const Release& release);

}  // namespace clearway::releases
