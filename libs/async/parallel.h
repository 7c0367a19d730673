// SPDX-License-Identifier: Apache-2.0
// Two tasks at the same time: both start, the caller goes on when both have ended.
#pragma once

#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>

#include "async/task.h"
#include "core/result.h"

namespace clearway::async {

namespace detail {

// The outcome of a task that runs beside its caller.
template <class T>
class Beside {
public:
    void Run(const Executor& executor, Task<T> task, std::shared_ptr<Beside> self) {
        boost::asio::co_spawn(executor, Deliver(std::move(task), std::move(self)),
                              boost::asio::detached);
    }

    bool Ended() {
        const std::lock_guard lock(mutex_);
        return ended_;
    }

    // Resumes when it has ended.
    void Await(Resume<core::Done> resume) {
        {
            const std::lock_guard lock(mutex_);
            if (!ended_) {
                resume_ = std::move(resume);
                return;
            }
        }
        resume(core::Done{});
    }

    T Take() {
        if (failure_) std::rethrow_exception(failure_);
        return std::move(*value_);
    }

private:
    static Task<void> Deliver(Task<T> task, std::shared_ptr<Beside> self) {
        try {
            self->value_ = co_await std::move(task);
        } catch (...) {
            self->failure_ = std::current_exception();
        }
        self->End();
    }

    void End() {
        std::optional<Resume<core::Done>> resume;
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
            resume = std::move(resume_);
        }
        if (resume) (*resume)(core::Done{});
    }

    std::mutex mutex_;
    bool ended_ = false;
    std::optional<Resume<core::Done>> resume_;
    std::optional<T> value_;
    std::exception_ptr failure_;
};

}  // namespace detail

// Also after an exception of one the other is waited for: it may use what the caller owns. Of two
// exceptions the first task's is rethrown.
template <class A, class B>
Task<std::tuple<A, B>> Both(Task<A> first, Task<B> second) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    auto beside = std::make_shared<detail::Beside<B>>();
    beside->Run(executor, std::move(second), beside);
    std::optional<A> value;
    std::exception_ptr failure;
    try {
        value = co_await std::move(first);
    } catch (...) {
        failure = std::current_exception();
    }
    if (!beside->Ended()) {
        auto waiting = Suspend<core::Done>(
            [beside](Resume<core::Done> resume) { beside->Await(std::move(resume)); });
        co_await std::move(waiting);
    }
    if (failure) std::rethrow_exception(failure);
    co_return std::tuple<A, B>(std::move(*value), beside->Take());
}

}  // namespace clearway::async
