// SPDX-License-Identifier: Apache-2.0
#include "postgres/group_commit.h"

#include <pthread.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::postgres::detail {
namespace {

using Items = GroupCommitEngine::Items;

// A batch names its rows by key. Its plans are made once a connection, often while the tables are
// nearly empty: one that reads a whole table into a hash then would be kept while the table grows.
constexpr std::string_view kPlansByKey =
    "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off "
    "-c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan";

const std::vector<double>& BatchBuckets() {
    static const std::vector<double> buckets{1, 2, 4, 8, 16, 32, 64, 128, 256};
    return buckets;
}

// How an attempt at a batch ended, and what that allows.
enum class Attempt {
    kCommitted,
    kAgain,        // rolled back by a conflict or a lost connection: nothing done
    kTaken,        // rolled back by a row that is there already: a concurrent writer's, or a fault
    kInDoubt,      // the connection went away in the commit
    kUnavailable,  // no connection to be had
    kFailed,       // the batch itself is at fault
};

}  // namespace

struct GroupCommitEngine::State {
    State(GroupCommitOptions o, Hooks h)
        : options(std::move(o)),
          hooks(std::move(h)),
          connection(WithSettings(options.database_url, kPlansByKey)),
          batch_size("clearway_group_commit_batch_size", "Commands in a committed batch.",
                     {{"writer", options.name}}, BatchBuckets()),
          batch_seconds("clearway_group_commit_seconds", "Time of a batch from begin to commit.",
                        {{"writer", options.name}}),
          retries("clearway_group_commit_retries_total", "Batches that were decided again.",
                  {{"writer", options.name}}),
          refused("clearway_group_commit_overloaded_total", "Commands refused by a full queue.",
                  {{"writer", options.name}}) {}

    void Run();
    bool HasRoomFor(const Item& item) const;
    Items Drain();
    void Process(Items items);
    Attempt TryUntilSettled(Items& items);
    Attempt Try(Items& items);

    GroupCommitOptions options;
    Hooks hooks;
    Connection connection;
    metrics::Histogram batch_size;
    metrics::Histogram batch_seconds;
    metrics::Counter retries;
    metrics::Counter refused;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::unique_ptr<Item>> queue;
    std::size_t queue_weight = 0;
    bool stopping = false;
    std::thread thread;
};

void GroupCommitEngine::State::Run() {
    pthread_setname_np(pthread_self(), ("write-" + options.name).substr(0, 15).c_str());
    for (;;) {
        auto items = Drain();
        if (items.empty()) return;
        Process(std::move(items));
    }
}

// Under the lock.
bool GroupCommitEngine::State::HasRoomFor(const Item& item) const {
    if (queue.empty()) return true;
    return queue.size() < options.queue_max &&
           queue_weight + item.weight <= options.queue_weight_max;
}

// Waits for work; empty only when stopping and nothing is left.
Items GroupCommitEngine::State::Drain() {
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return stopping || !queue.empty(); });
    Items items;
    std::size_t weight = 0;
    while (!queue.empty() && items.size() < options.batch_max) {
        weight += queue.front()->weight;
        if (weight > options.batch_weight_max && !items.empty()) break;
        queue_weight -= queue.front()->weight;
        items.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    return items;
}

// Decides again while that may help: a conflict goes away, and so does a concurrent writer's row,
// which the next attempt sees.
Attempt GroupCommitEngine::State::TryUntilSettled(Items& items) {
    auto outcome = Attempt::kAgain;
    for (int attempt = 0; attempt < options.attempts_max; ++attempt) {
        if (attempt > 0) retries.Add();
        outcome = Try(items);
        if (outcome != Attempt::kAgain && outcome != Attempt::kTaken) break;
    }
    return outcome;
}

void GroupCommitEngine::State::Process(Items items) {
    const auto outcome = TryUntilSettled(items);
    if (outcome == Attempt::kCommitted) {
        batch_size.Observe(static_cast<double>(items.size()));
        hooks.committed(items);
        return;
    }
    const bool nothing_done = outcome != Attempt::kInDoubt && outcome != Attempt::kUnavailable;
    if (nothing_done && items.size() > 1) {
        // One faulty command must not fail its neighbours: each gets a transaction of its own. Also
        // after conflicts, which one command alone may meet at every attempt.
        for (auto& item : items) {
            Items single;
            single.push_back(std::move(item));
            Process(std::move(single));
        }
        return;
    }
    // A row that is still in the way when the command is alone is no other writer's doing.
    const bool faulty = outcome == Attempt::kFailed || outcome == Attempt::kTaken;
    if (outcome == Attempt::kTaken)
        log::Error("a command meets a row that is there already", {{"writer", options.name}});
    const auto code = faulty ? core::ErrorCode::kInternal : core::ErrorCode::kUnavailable;
    for (auto& item : items) item->Fail({.code = code, .retry_after_ms = 1000});
}

Attempt GroupCommitEngine::State::Try(Items& items) {
    const auto begun = std::chrono::steady_clock::now();
    try {
        Transaction transaction(connection.Get(), options.access);
        hooks.apply(transaction, items);
        transaction.commit();
        batch_seconds.Observe(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
        return Attempt::kCommitted;
    } catch (const pqxx::in_doubt_error&) {
        log::Warn("a commit is in doubt", {{"writer", options.name}});
        connection.Reset();
        return Attempt::kInDoubt;
    } catch (const pqxx::broken_connection& error) {
        log::Warn("the database connection was lost",
                  {{"writer", options.name}, {"reason", error.what()}});
        const bool was_open = connection.IsOpen();
        connection.Reset();
        return was_open ? Attempt::kAgain : Attempt::kUnavailable;
    } catch (const pqxx::serialization_failure&) {
        return Attempt::kAgain;
    } catch (const pqxx::deadlock_detected&) {
        return Attempt::kAgain;
    } catch (const pqxx::unique_violation& error) {
        log::Debug("a batch met a concurrent writer",
                   {{"writer", options.name}, {"reason", error.what()}});
        return Attempt::kTaken;
    } catch (const RetryBatch&) {
        return Attempt::kAgain;
    } catch (const std::exception& error) {
        log::Error("a batch failed", {{"writer", options.name},
                                      {"commands", items.size()},
                                      {"reason", error.what()}});
        connection.Reset();
        return Attempt::kFailed;
    }
}

GroupCommitEngine::GroupCommitEngine(GroupCommitOptions options, Hooks hooks)
    : state_(std::make_shared<State>(std::move(options), std::move(hooks))) {
    state_->thread = std::thread([state = state_.get()] { state->Run(); });
}

GroupCommitEngine::~GroupCommitEngine() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify_one();
    state_->thread.join();
}

bool GroupCommitEngine::Push(std::unique_ptr<Item>& item) {
    bool first = false;
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->stopping || !state_->HasRoomFor(*item)) {
            state_->refused.Add();
            return false;
        }
        first = state_->queue.empty();
        state_->queue_weight += item->weight;
        state_->queue.push_back(std::move(item));
    }
    // What a burst pushes is one batch. Shared: the writer may be done with the item, and its owner
    // with the writer, before the burst ends.
    if (first) async::Burst::AtEnd([state = state_] { state->wake.notify_one(); });
    return true;
}

}  // namespace clearway::postgres::detail
