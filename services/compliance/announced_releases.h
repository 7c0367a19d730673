// SPDX-License-Identifier: Apache-2.0
// The registry of monitoring policies in a transaction, which tells each new step as a fact of the
// same transaction. Part of the application's wiring.
#pragma once

#include <map>
#include <string>

#include "events/command_runner.h"
#include "releases/release_store.h"

namespace clearway::compliance {

class AnnouncedReleases final : public releases::ReleaseBook {
public:
    // Both must outlive it.
    AnnouncedReleases(postgres::Transaction& transaction, events::EventSink& sink);

    std::optional<releases::Release> Find(releases::ReleaseKind kind,
                                          const std::string& version) override;
    std::optional<releases::Release> Active(releases::ReleaseKind kind) override;
    std::optional<releases::Release> Previous(releases::ReleaseKind kind) override;
    void Add(const releases::Release& release, const releases::ReleaseContent& content) override;
    void Save(const releases::Release& release) override;
    releases::ReleaseContent Content(const releases::Release& release) override;

private:
    std::optional<releases::Release> Noted(std::optional<releases::Release> release);
    void Announce(const releases::Release& release);

    releases::StoredReleases stored_;
    events::EventSink& sink_;
    std::map<std::string, std::size_t> steps_;  // by version: those that were told
};

}  // namespace clearway::compliance
