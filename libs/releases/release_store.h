// SPDX-License-Identifier: Apache-2.0
// The registry of models and policies in PostgreSQL. Never a decision.
#pragma once

#include <vector>

#include "postgres/connection.h"
#include "releases/release_book.h"

namespace clearway::releases {

// The registry in a transaction, which must outlive it; it waits for other writers first.
class StoredReleases final : public ReleaseBook {
public:
    explicit StoredReleases(postgres::Transaction& transaction);
    std::optional<Release> Find(ReleaseKind kind, const std::string& version) override;
    std::optional<Release> Active(ReleaseKind kind) override;
    std::optional<Release> Previous(ReleaseKind kind) override;
    void Add(const Release& release, const ReleaseContent& content) override;
    void Save(const Release& release) override;
    ReleaseContent Content(const Release& release) override;

private:
    postgres::Transaction& transaction_;
};

// The newest `limit` of a kind, or of both, with their history.
std::vector<Release> ListReleases(postgres::Transaction& transaction,
                                  std::optional<ReleaseKind> kind, int limit);

// What a service needs at once: the active release of a kind first, then those
// that were active before, the last first, then those in shadow.
struct KeptRelease {
    Release release;
    ReleaseContent content;
};
std::vector<KeptRelease> LoadReleases(postgres::Transaction& transaction, ReleaseKind kind);

}  // namespace clearway::releases
