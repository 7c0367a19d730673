// SPDX-License-Identifier: Apache-2.0
// Joins monitoring with the facts, the store, the cases and the registry of policies: movements and
// steps of releases go through this one writer. Alerts are durable in the case book before the
// batch that found them is: a crash between finds them again, under the same ids. Part of the
// application's wiring. Never: a judgement.
#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "events/command_runner.h"
#include "events/outbox.h"
#include "postgres/read_pool.h"
#include "releases/release_desk.h"
#include "services/compliance/books/monitor_judges.h"
#include "services/compliance/events/on_money_moved.h"
#include "services/compliance/store/movement_partitions.h"
#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

class MonitorBook final : public releases::ReleaseDesk {
public:
    // The outbox must be this writer's own; all of them must outlive the book.
    MonitorBook(const std::string& database_url, postgres::ReadPool& readers,
                events::Outbox& outbox, CaseCommands& cases, async::Executor executor,
                const core::Clock& clock);

    // Returns when the batch took effect. Called by the subscription's thread. Throws when it could
    // not be stored: it comes again then.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

    // When it answers well, the next batch is judged by what the step made active.
    async::Task<core::Result<releases::Release>> Take(releases::ReleaseCommand command) override;
    async::Task<core::Result<std::vector<releases::Release>>> List(
        std::optional<releases::ReleaseKind> kind) override;

private:
    using Command = std::variant<Movement, AccountKnown, releases::ReleaseCommand>;
    using Runner = events::CommandRunner<Command, releases::Release>;

    std::vector<core::Result<releases::Release>> Apply(postgres::Transaction& transaction,
                                                       std::span<const Command> commands,
                                                       events::EventSink& sink);

    // Fills in what the facts do not say, and judges.
    void TakeMovements(postgres::Transaction& transaction, std::vector<Movement> movements);
    void RaiseAll(const std::vector<RaiseAlert>& alerts);

    postgres::ReadPool& readers_;
    CaseCommands& cases_;
    async::Executor executor_;
    const core::Clock& clock_;
    MovementPartitions partitions_;
    MonitorJudges judges_;
    Monitored found_;        // of the batch under way
    std::size_t taken_ = 0;  // its movements
    Runner runner_;
};

}  // namespace clearway::compliance
