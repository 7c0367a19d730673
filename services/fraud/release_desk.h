// SPDX-License-Identifier: Apache-2.0
// Joins the registry with what scores: steps of releases are taken by a single writer, and after
// each the scoring is put together anew. Part of the application's wiring.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/clock.h"
#include "events/command_runner.h"
#include "postgres/read_pool.h"
#include "services/fraud/content_reader.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

// What decides when the registry has nothing active of a kind.
struct FallbackScoring {
    SharedPolicy policy;
    SharedModel model;  // may be absent
};

class StoredReleaseDesk final : public ReleaseDesk {
public:
    // `use` gets each new scoring, from the thread of the writer; each step is a fact of `outbox`,
    // which no other writer uses. The references must outlive it.
    StoredReleaseDesk(const std::string& database_url, events::Outbox& outbox,
                      postgres::ReadPool& readers, const ContentReader& contents,
                      FallbackScoring fallback,
                      std::function<void(std::shared_ptr<const Scoring>)> use);

    // The scoring of what the registry holds now. An active release that does not fit this program
    // is left out for the one before it, the fallback in the end, and the refusal shows in
    // clearway_fraud_releases_refused until it is gone.
    std::shared_ptr<const Scoring> Load();

    async::Task<core::Result<Release>> Take(ReleaseCommand command) override;
    async::Task<core::Result<std::vector<Release>>> List(std::optional<ReleaseKind> kind) override;

private:
    void Reload();

    postgres::ReadPool& readers_;
    const ContentReader& contents_;
    const FallbackScoring fallback_;
    const std::function<void(std::shared_ptr<const Scoring>)> use_;
    metrics::Gauge refused_;
    postgres::Connection connection_;
    events::CommandRunner<ReleaseCommand, Release> writer_;
};

}  // namespace clearway::fraud
