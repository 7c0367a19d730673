// SPDX-License-Identifier: Apache-2.0
// The threads that run a process's awaitables, and the bridge from threads that may block (tests,
// consumers) to awaiting code.
#pragma once

#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <future>

#include "async/task.h"

namespace clearway::async {

class Runtime {
public:
    explicit Runtime(std::size_t threads) : pool_(threads) {}
    // Waits for every coroutine that was started here.
    ~Runtime() { pool_.join(); }
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    Executor GetExecutor() { return pool_.get_executor(); }

private:
    boost::asio::thread_pool pool_;
};

namespace detail {

template <class T>
Task<void> Deliver(Task<T> task, std::promise<T>* promise) {
    try {
        promise->set_value(co_await std::move(task));
    } catch (...) {
        promise->set_exception(std::current_exception());
    }
}

}  // namespace detail

// Runs a task and blocks the calling thread for its result. Never call it on a runtime's thread.
template <class T>
T BlockOn(const Executor& executor, Task<T> task) {
    std::promise<T> promise;
    auto future = promise.get_future();
    boost::asio::co_spawn(executor, detail::Deliver(std::move(task), &promise),
                          boost::asio::detached);
    return future.get();
}

}  // namespace clearway::async
