// SPDX-License-Identifier: Apache-2.0
// Keeps this process on the lists that are active: takes the steps of operators, follows those that
// another process took, and owns what everything here screens with. It has a writer and an outbox
// lane of its own, because loading a list takes a second in which no case could be stored. Part of
// the application's wiring. Never: a list that is not whole.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "async/periodic.h"
#include "core/clock.h"
#include "postgres/read_pool.h"
#include "services/compliance/books/list_batch.h"
#include "services/compliance/usecase/list_desk.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

struct ListDeskOptions {
    std::string database_url;
    std::size_t cached_names_max = 0;
    std::chrono::milliseconds follow_every{1'000};
};

class StoredListDesk final : public ListDesk {
public:
    // Loads what is active; a database without lists gets `first`, which is called then only.
    // Throws when a stored list is broken: without its lists a process must not screen. The
    // references must outlive it.
    StoredListDesk(ListDeskOptions options, events::Outbox& outbox, postgres::ReadPool& readers,
                   const core::Clock& clock, async::Executor executor,
                   const std::function<KeptList()>& first);

    const ActiveList& Lists() const { return *active_; }

    async::Task<core::Result<ListVersion>> Activate(ActivateList command) override;
    async::Task<core::Result<ListVersion>> RollBack(RollBackList command) override;
    async::Task<core::Result<std::vector<ListedVersion>>> List(std::string source) override;
    async::Task<core::Result<VersionDelta>> Delta(core::Uuid id) override;

    // Both are called by a thread of this every so often, and by tests; they throw what the
    // database throws. Looks what is active now and switches to it. Throws BrokenList.
    void Follow();
    // Stores the facts of imports that have none: the command that imports has no outbox.
    void Announce();

private:
    std::vector<core::Result<ListVersion>> Apply(postgres::Transaction& transaction,
                                                 std::span<const ListCommand> commands,
                                                 events::EventSink& sink);
    void Committed();
    void Use(LoadedVersions loaded);
    void ShowInUse(const LoadedVersions& loaded);
    void FollowQuietly();
    core::Result<ListVersion> Await(ListCommand command);

    const ListDeskOptions options_;
    postgres::ReadPool& readers_;
    const async::Executor executor_;
    const metrics::Counter failures_;
    const metrics::Gauge behind_;
    std::map<std::string, metrics::Gauge> shown_;  // by source and version

    std::mutex following_;  // guards the two below, and connection_
    ActiveIds used_;
    std::int64_t activation_ = 0;  // of the lists in use
    postgres::Connection connection_;

    std::unique_ptr<ActiveList> active_;
    std::optional<LoadedVersions> prepared_;  // of the writer's thread
    events::CommandRunner<ListCommand, ListVersion> runner_;
    std::unique_ptr<async::Periodic> follower_;
};

}  // namespace clearway::compliance
