// SPDX-License-Identifier: Apache-2.0
#include "postgres/read_pool.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "telemetry/log.h"

namespace clearway::postgres {

struct ReadPool::State {
    void Run();
    bool Take(Job& job);
    // nullptr when the job ran.
    const core::Error* Execute(Connection& connection, const Job& job);

    std::string url;
    std::size_t queue_max = 0;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> queue;
    bool stopping = false;
    std::vector<std::thread> threads;
};

namespace {

const core::Error kDown{.code = core::ErrorCode::kUnavailable, .retry_after_ms = 1000};
const core::Error kBroken{.code = core::ErrorCode::kInternal};
const core::Error kTooLong{.code = core::ErrorCode::kDeadlineExceeded,
                           .detail = "the read took longer than it may and was ended"};
constexpr std::string_view kQueryCanceled = "57014";  // SQLSTATE
const core::Error kFull{.code = core::ErrorCode::kOverloaded, .retry_after_ms = 1000};

const core::Error* Broken(Connection& connection, const std::exception& error) {
    log::Error("a read failed", {{"reason", error.what()}});
    connection.Reset();
    return &kBroken;
}

}  // namespace

void ReadPool::State::Run() {
    pthread_setname_np(pthread_self(), "read-pool");
    Connection connection(url);
    Job job;
    while (Take(job)) {
        job.done(Execute(connection, job));
        job = {};
    }
}

bool ReadPool::State::Take(Job& job) {
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return stopping || !queue.empty(); });
    if (queue.empty()) return false;
    job = std::move(queue.front());
    queue.pop_front();
    return true;
}

const core::Error* ReadPool::State::Execute(Connection& connection, const Job& job) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            Transaction transaction(connection.Get(), Access::kRead);
            job.run(transaction);
            return nullptr;
        } catch (const pqxx::broken_connection& error) {
            log::Warn("the database connection was lost", {{"reason", error.what()}});
            connection.Reset();
        } catch (const pqxx::sql_error& error) {
            if (error.sqlstate() == kQueryCanceled) return &kTooLong;
            return Broken(connection, error);
        } catch (const std::exception& error) {
            return Broken(connection, error);
        }
    }
    return &kDown;
}

ReadPool::ReadPool(std::string database_url, std::size_t threads, std::size_t queue_max)
    : state_(std::make_unique<State>()) {
    state_->url = std::move(database_url);
    state_->queue_max = queue_max;
    for (std::size_t i = 0; i < threads; ++i)
        state_->threads.emplace_back([this] { state_->Run(); });
}

ReadPool::~ReadPool() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify_all();
    for (auto& thread : state_->threads) thread.join();
}

void ReadPool::Push(Job job) {
    {
        const std::lock_guard lock(state_->mutex);
        if (!state_->stopping && state_->queue.size() < state_->queue_max) {
            state_->queue.push_back(std::move(job));
            state_->wake.notify_one();
            return;
        }
    }
    job.done(&kFull);
}

}  // namespace clearway::postgres
