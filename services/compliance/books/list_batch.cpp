// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/list_batch.h"

#include <algorithm>
#include <utility>

#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/events/list_facts.h"
#include "services/compliance/store/rescreening_store.h"

namespace clearway::compliance {
namespace {

core::Error Broken(const BrokenList& broken) {
    return {.code = core::ErrorCode::kReleaseRefused, .detail = broken.what()};
}

class Batch {
public:
    Batch(postgres::Transaction& transaction, events::EventSink& sink, std::size_t cached_names_max)
        : transaction_(transaction), sink_(sink), cached_names_max_(cached_names_max) {
        LockLists(transaction_);
    }

    core::Result<ListVersion> operator()(const ActivateList& command) try {
        const auto version = FindListVersion(transaction_, command.id);
        const auto active = version ? FindActiveList(transaction_, version->source) : std::nullopt;
        ListChange change;
        if (version && version->state != ListState::kActive) change = ChangeOf(active, *version);
        auto decision = DecideActivate(version, active, change, NextActivation(), command);
        if (!decision) return std::move(decision).error();
        return Take(std::move(*decision), command.at);
    } catch (const BrokenList& broken) {
        return Broken(broken);
    }

    core::Result<ListVersion> operator()(const RollBackList& command) try {
        const auto version = FindListVersion(transaction_, command.id);
        const auto before =
            version ? FindListVersion(transaction_, version->replaced) : std::nullopt;
        ListChange change;
        if (before) change = ChangeOf(version, *before);
        auto decision = DecideRollBack(version, before, change, NextActivation(), command);
        if (!decision) return std::move(decision).error();
        auto active = *decision->other;
        const auto taken = Take(std::move(*decision), command.at);
        if (!taken) return taken.error();
        return active;
    } catch (const BrokenList& broken) {
        return Broken(broken);
    }

    core::Result<ListVersion> operator()(const AnnounceLists&) {
        for (const auto& id : FindUnannouncedLists(transaction_))
            if (const auto version = FindListVersion(transaction_, id))
                Store(DecideAnnounce(*version));
        return ListVersion{};
    }

    // Another process may have been first.
    core::Result<ListVersion> operator()(const StoreFirstList& first) {
        auto active = LoadActiveLists(transaction_);
        if (!active.empty()) return std::move(active.front());
        auto decision = DecideFirst(first.kept->version, first.at);
        AddListVersion(transaction_, *first.kept);
        return Take(std::move(decision), first.at);
    }

    std::optional<LoadedVersions> TakePrepared() { return std::move(prepared_); }

private:
    std::int64_t NextActivation() { return LastActivation(transaction_) + 1; }

    ListChange ChangeOf(const std::optional<ListVersion>& from, const ListVersion& to) {
        const auto next = LoadListContent(transaction_, to);
        const auto delta =
            CompareLists(from ? LoadListContent(transaction_, *from) : SanctionsList{}, next);
        return {.added = std::ssize(delta.added),
                .gone = std::ssize(delta.gone),
                .changed = std::ssize(delta.changed),
                .lost_too_many = LostTooMany(delta)};
    }

    core::Result<ListVersion> Take(ListDecision decision, core::Timestamp at) {
        if (decision.switched) Switch(decision, at);
        Store(decision);
        return std::move(decision.after);
    }

    // Loaded before anything is stored: what does not load is not switched to.
    void Switch(const ListDecision& decision, core::Timestamp at) {
        const bool back = decision.other && decision.other->state == ListState::kActive;
        const auto& now = back ? *decision.other : decision.after;
        const auto replaced = back             ? decision.after.id
                              : decision.other ? decision.other->id
                                               : core::Uuid();
        auto versions = LoadActiveLists(transaction_);
        std::erase_if(versions, [&](const auto& one) { return one.source == now.source; });
        versions.push_back(now);
        prepared_ = LoadVersions(transaction_, std::move(versions), cached_names_max_);
        switches_.push_back({.activation = now.activation,
                             .list_version = now.id,
                             .replaced = replaced,
                             .last_party = {}});
        switched_at_ = at;
    }

    void Store(const ListDecision& decision) {
        std::vector<ListVersion> versions{decision.after};
        if (decision.other) versions.push_back(*decision.other);
        SaveListVersions(transaction_, std::move(versions));
        for (const auto& fact : decision.facts) sink_.push_back(ToEvent(fact));
        for (const auto& open : std::exchange(switches_, {})) {
            // Whoever is known was screened against the first list when he became known.
            const bool first = open.activation == 1;
            AddRescreening(transaction_, open, switched_at_,
                           first ? std::optional(switched_at_) : std::nullopt);
        }
    }

    postgres::Transaction& transaction_;
    events::EventSink& sink_;
    const std::size_t cached_names_max_;
    std::optional<LoadedVersions> prepared_;
    std::vector<Rescreening> switches_;
    core::Timestamp switched_at_;
};

}  // namespace

ListBatchOutcome ApplyListCommands(postgres::Transaction& transaction,
                                   std::span<const ListCommand> commands, events::EventSink& sink,
                                   std::size_t cached_names_max) {
    Batch batch(transaction, sink, cached_names_max);
    ListBatchOutcome outcome;
    for (const auto& command : commands) outcome.replies.push_back(std::visit(batch, command));
    outcome.prepared = batch.TakePrepared();
    return outcome;
}

}  // namespace clearway::compliance
