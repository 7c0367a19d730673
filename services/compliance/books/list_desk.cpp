// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/list_desk.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "async/runtime.h"
#include "postgres/in_transaction.h"
#include "services/compliance/store/rescreening_store.h"
#include "telemetry/log.h"

namespace clearway::compliance {
namespace {

constexpr std::int64_t kListed = 200;

core::Result<VersionDelta> ReadDelta(postgres::Transaction& transaction, const core::Uuid& id) try {
    const auto version = FindListVersion(transaction, id);
    if (!version) return core::ErrorCode::kNotFound;
    const auto active = FindActiveList(transaction, version->source);
    const auto next = LoadListContent(transaction, *version);
    const auto now = active ? LoadListContent(transaction, *active) : SanctionsList{};
    return VersionDelta{.version = id,
                        .active = active ? active->id : core::Uuid(),
                        .delta = CompareLists(now, next)};
} catch (const BrokenList& broken) {
    return core::Error{.code = core::ErrorCode::kReleaseRefused, .detail = broken.what()};
}

core::Result<std::vector<ListedVersion>> ReadListed(postgres::Transaction& transaction,
                                                    const std::string& source) {
    auto rescreenings = LoadRescreenings(transaction, kListed);
    std::vector<ListedVersion> listed;
    for (auto& version : LoadListVersions(transaction, source, kListed)) {
        ListedVersion one{.version = std::move(version)};
        const auto found = rescreenings.find(one.version.activation);
        if (found != rescreenings.end()) one.rescreening = found->second;
        listed.push_back(std::move(one));
    }
    return listed;
}

}  // namespace

StoredListDesk::StoredListDesk(ListDeskOptions options, events::Outbox& outbox,
                               postgres::ReadPool& readers, const core::Clock& clock,
                               async::Executor executor, const std::function<KeptList()>& first)
    : options_(std::move(options)),
      readers_(readers),
      executor_(std::move(executor)),
      failures_("clearway_list_follow_failures_total",
                "Times when the active lists could not be read or loaded."),
      behind_("clearway_list_behind",
              "1 when another version is active than this process screens with."),
      connection_(options_.database_url),
      runner_(
          {.name = "lists", .database_url = options_.database_url}, outbox,
          [this](auto& transaction, auto commands, auto& sink) {
              return Apply(transaction, commands, sink);
          },
          [this] { Committed(); }) {
    Follow();
    if (!active_) {
        const auto stored = Await(
            StoreFirstList{.kept = std::make_shared<const KeptList>(first()), .at = clock.Now()});
        if (!stored)
            throw std::runtime_error("the first list could not be stored: " +
                                     std::string(stored.error().Detail()));
        Follow();
    }
    follower_ =
        std::make_unique<async::Periodic>(options_.follow_every, [this] { FollowQuietly(); });
}

core::Result<ListVersion> StoredListDesk::Await(ListCommand command) {
    return async::BlockOn(executor_, runner_.Submit(std::move(command)));
}

std::vector<core::Result<ListVersion>> StoredListDesk::Apply(postgres::Transaction& transaction,
                                                             std::span<const ListCommand> commands,
                                                             events::EventSink& sink) {
    auto outcome = ApplyListCommands(transaction, commands, sink, options_.cached_names_max);
    prepared_ = std::move(outcome.prepared);
    return std::move(outcome.replies);
}

// Before the callers go on: their answer says that this process screens with the new lists.
void StoredListDesk::Committed() {
    if (!prepared_) return;
    auto loaded = std::move(*prepared_);
    prepared_.reset();
    const std::lock_guard lock(following_);
    // Another process may have switched again meanwhile, and this one have followed.
    if (loaded.Activation() > activation_) Use(std::move(loaded));
}

void StoredListDesk::Use(LoadedVersions loaded) {
    activation_ = loaded.Activation();
    used_ = loaded.Ids();
    const auto& screener = loaded.lists->GetScreener();
    log::Info("sanctions lists in use", {{"list_version", loaded.lists->Version()},
                                         {"entries", screener.EntryCount()},
                                         {"names", screener.NameCount()}});
    if (active_)
        active_->Use(loaded.lists);
    else
        active_ = std::make_unique<ActiveList>(loaded.lists);
    ShowInUse(loaded);
}

void StoredListDesk::ShowInUse(const LoadedVersions& loaded) {
    for (const auto& [name, gauge] : shown_) gauge.Set(0);
    for (const auto& version : loaded.versions) {
        const auto [at, added] = shown_.try_emplace(
            version.source + " " + version.version, "clearway_list_in_use",
            "1 for the version of each source that this process screens with.",
            metrics::Labels{{"source", version.source}, {"version", version.version}});
        at->second.Set(1);
    }
    behind_.Set(0);
}

void StoredListDesk::Follow() {
    const std::lock_guard lock(following_);
    auto versions = postgres::InTransaction(
        connection_, postgres::Access::kRead,
        [this](postgres::Transaction& transaction) -> std::optional<LoadedVersions> {
            auto ids = ReadActiveIds(transaction);
            if (ids.empty() || ids == used_) return std::nullopt;
            behind_.Set(1);
            return LoadVersions(transaction, LoadActiveLists(transaction),
                                options_.cached_names_max);
        });
    if (versions) Use(std::move(*versions));
}

void StoredListDesk::Announce() {
    const auto ids = [this] {
        const std::lock_guard lock(following_);
        return postgres::InTransaction(connection_, postgres::Access::kRead, FindUnannouncedLists);
    }();
    if (ids.empty()) return;
    if (const auto done = Await(AnnounceLists{}); !done)
        throw std::runtime_error(std::string(done.error().Detail()));
}

void StoredListDesk::FollowQuietly() {
    try {
        Follow();
        Announce();
    } catch (const std::exception& failure) {
        failures_.Add();
        log::Warn("the active lists were not followed", {{"reason", failure.what()}});
    }
}

async::Task<core::Result<ListVersion>> StoredListDesk::Activate(ActivateList command) {
    return runner_.Submit(std::move(command));
}

async::Task<core::Result<ListVersion>> StoredListDesk::RollBack(RollBackList command) {
    return runner_.Submit(std::move(command));
}

async::Task<core::Result<std::vector<ListedVersion>>> StoredListDesk::List(std::string source) {
    std::function<core::Result<std::vector<ListedVersion>>(postgres::Transaction&)> read =
        [source = std::move(source)](postgres::Transaction& transaction) {
            return ReadListed(transaction, source);
        };
    auto listed = co_await readers_.Read<std::vector<ListedVersion>>(std::move(read));
    co_return listed;
}

async::Task<core::Result<VersionDelta>> StoredListDesk::Delta(core::Uuid id) {
    std::function<core::Result<VersionDelta>(postgres::Transaction&)> read =
        [id](postgres::Transaction& transaction) { return ReadDelta(transaction, id); };
    auto delta = co_await readers_.Read<VersionDelta>(std::move(read));
    co_return delta;
}

}  // namespace clearway::compliance
