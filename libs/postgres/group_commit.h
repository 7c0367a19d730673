// SPDX-License-Identifier: Apache-2.0
// Group commit: callers queue commands, one thread drains all that waits into a batch, applies it
// in one transaction, commits once and completes every caller. Batches grow by themselves under
// load; a single caller never waits for a timer. The queue is bounded: beyond it a caller is told
// kOverloaded at once. No caller hears of success before the commit.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "postgres/connection.h"

namespace clearway::postgres {

struct GroupCommitOptions {
    std::string name;               // in metrics and thread name, e.g. "ledger"
    std::string database_url;
    std::size_t batch_max = 64;     // commands of a batch
    std::size_t queue_max = 1024;   // commands that wait
    // The same in weights, for commands that are themselves of many parts: a batch of more would keep
    // those behind it waiting. A heavier command goes alone.
    std::size_t batch_weight_max = 1024;
    std::size_t queue_weight_max = 16'384;
    int attempts_max = 5;           // of a batch that meets conflicts; then of each command alone
    Access access = Access::kWrite;  // kRead: questions that are asked together, nothing to commit
};

namespace detail {

// The untyped half: a thread, a queue of items, the retry loop.
class GroupCommitEngine {
public:
    struct Item {
        virtual ~Item() = default;
        virtual void Fail(const core::Error& error) = 0;
        std::size_t weight = 1;
    };
    using Items = std::vector<std::unique_ptr<Item>>;
    // apply: runs inside the transaction, may run again after a rollback.
    // committed: runs once after the commit; completes the callers.
    struct Hooks {
        std::function<void(Transaction&, Items&)> apply;
        std::function<void(Items&)> committed;
    };

    GroupCommitEngine(GroupCommitOptions options, Hooks hooks);
    ~GroupCommitEngine();  // refuses new items, finishes what is queued, joins

    // False when the queue is full or the engine is stopping; `item` is then untouched.
    bool Push(std::unique_ptr<Item>& item);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace detail

template <class Command, class Reply>
class GroupCommit {
public:
    // Applies commands in their order and returns one outcome each. Throws only for a broken
    // environment (database errors). It may be called again with the same commands after a rollback.
    using Apply =
        std::function<std::vector<core::Result<Reply>>(Transaction&, std::span<const Command>)>;
    // Called after the commit, before the callers go on: events are handed to the publisher here.
    using Committed = std::function<void()>;

    GroupCommit(GroupCommitOptions options, Apply apply, Committed committed = {})
        : apply_(std::move(apply)),
          committed_(std::move(committed)),
          engine_(std::move(options), {[this](auto& tx, auto& items) { RunBatch(tx, items); },
                                       [this](auto& items) { Complete(items); }}) {}

    // `weight`: of how many parts the command is, as GroupCommitOptions counts them.
    // Errors: kOverloaded (nothing done); kUnavailable (nothing done, or in doubt after a lost
    // connection: repeat with the same ids); kInternal (nothing done, the command itself fails); else
    // what Apply answered for this command.
    async::Task<core::Result<Reply>> Submit(Command command, std::size_t weight = 1) {
        return async::Suspend<core::Result<Reply>>(
            [this, weight,
             command = std::move(command)](async::Resume<core::Result<Reply>> resume) mutable {
                std::unique_ptr<detail::GroupCommitEngine::Item> queued =
                    std::make_unique<Queued>(std::move(command), std::move(resume));
                queued->weight = weight;
                if (!engine_.Push(queued)) queued->Fail({.code = core::ErrorCode::kOverloaded,
                                                         .retry_after_ms = 1000});
            });
    }

private:
    struct Queued final : detail::GroupCommitEngine::Item {
        Queued(Command c, async::Resume<core::Result<Reply>> r)
            : command(std::move(c)), resume(std::move(r)) {}
        void Fail(const core::Error& error) override { resume(core::Result<Reply>(error)); }
        Command command;
        async::Resume<core::Result<Reply>> resume;
    };

    void RunBatch(Transaction& transaction, detail::GroupCommitEngine::Items& items) {
        // Commands are moved out and back rather than copied: a retry needs them again.
        std::vector<Command> commands;
        commands.reserve(items.size());
        for (auto& item : items) commands.push_back(std::move(AsQueued(*item).command));
        const auto restore = [&] {
            for (std::size_t i = 0; i < items.size(); ++i)
                AsQueued(*items[i]).command = std::move(commands[i]);
        };
        try {
            outcomes_ = apply_(transaction, commands);
        } catch (...) {
            restore();
            throw;
        }
        restore();
    }

    void Complete(detail::GroupCommitEngine::Items& items) {
        if (committed_) committed_();
        const async::Burst burst;
        for (std::size_t i = 0; i < items.size(); ++i)
            AsQueued(*items[i]).resume(std::move(outcomes_[i]));
        outcomes_.clear();
    }

    static Queued& AsQueued(detail::GroupCommitEngine::Item& item) {
        return static_cast<Queued&>(item);
    }

    Apply apply_;
    Committed committed_;
    std::vector<core::Result<Reply>> outcomes_;
    detail::GroupCommitEngine engine_;  // last member: its thread stops before the rest goes
};

}  // namespace clearway::postgres
