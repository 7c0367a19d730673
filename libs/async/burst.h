// SPDX-License-Identifier: Apache-2.0
// What becomes ready together goes on together. While a Burst lives on a thread, coroutines resumed
// from that thread wait for its end and then go on in one task per executor, itself a burst; and
// what would wake another thread or send a frame is put off to the end as well. One wakeup then
// serves a whole batch, where one per coroutine would cost more than the work that it starts.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace clearway::async {

namespace detail {

// A coroutine that may go on.
struct Ready {
    virtual ~Ready() = default;
    virtual void Go() = 0;
};

}  // namespace detail

// Lives on the stack of one thread. Inside another one it does nothing: the outer one counts. Nobody
// may block in it for something that it puts off.
class Burst {
public:
    using Executor = boost::asio::any_io_executor;

    Burst() : outer_(current_) {
        if (outer_ == nullptr) current_ = this;
    }
    ~Burst() {
        if (outer_ == nullptr) End();
    }
    Burst(const Burst&) = delete;
    Burst& operator=(const Burst&) = delete;

    // Runs `last` at the end of the thread's burst, or now when there is none. It must not throw.
    static void AtEnd(std::function<void()> last) {
        if (current_ == nullptr) return last();
        current_->last_.push_back(std::move(last));
    }

    static void Resume(const Executor& executor, std::shared_ptr<detail::Ready> ready) {
        if (current_ != nullptr) {
            current_->ready_.emplace_back(executor, std::move(ready));
            return;
        }
        boost::asio::post(executor, [ready = std::move(ready)] {
            const Burst burst;
            ready->Go();
        });
    }

private:
    using Woken = std::pair<Executor, std::shared_ptr<detail::Ready>>;

    void End() {
        // What is put off may resume others.
        while (!last_.empty())
            for (const auto& last : std::exchange(last_, {})) last();
        current_ = nullptr;
        while (!ready_.empty()) PostAllOf(ready_.front().first);
    }

    void PostAllOf(Executor executor) {
        std::vector<std::shared_ptr<detail::Ready>> own;
        std::vector<Woken> others;
        for (auto& [wanted, ready] : ready_) {
            if (wanted == executor)
                own.push_back(std::move(ready));
            else
                others.emplace_back(std::move(wanted), std::move(ready));
        }
        ready_ = std::move(others);
        boost::asio::post(executor, [own = std::move(own)]() mutable {
            const Burst burst;
            // Each one let go before the next: it may hold the last handle of what it waited for.
            for (auto& ready : own) std::exchange(ready, nullptr)->Go();
        });
    }

    static inline constinit thread_local Burst* current_ = nullptr;

    Burst* const outer_;
    std::vector<std::function<void()>> last_;
    std::vector<Woken> ready_;
};

}  // namespace clearway::async
