// SPDX-License-Identifier: Apache-2.0
// The one concurrency model: Asio awaitables. Suspend() turns a callback that another thread will
// call (gRPC, a store's writer) into something to co_await. This header must stay free of TLS, HTTP
// and gRPC: every use case includes it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "async/burst.h"

namespace clearway::async {

template <class T>
using Task = boost::asio::awaitable<T>;
using Executor = boost::asio::any_io_executor;

namespace detail {

template <class T>
struct Waiting : Ready {
    // `self` is this: whoever goes on later keeps it.
    virtual void Take(T value, const std::shared_ptr<Waiting>& self) = 0;
};

template <class T, class Handler>
struct WaitingCoroutine final : Waiting<T> {
    explicit WaitingCoroutine(Handler h) : handler(std::move(h)) {}

    void Take(T taken, const std::shared_ptr<Waiting<T>>& self) override {
        value = std::move(taken);
        Burst::Resume(boost::asio::get_associated_executor(*handler), self);
    }
    void Go() override {
        auto go_on = std::move(*handler);
        handler.reset();
        go_on(std::move(*value));
    }

    std::optional<Handler> handler;
    std::optional<T> value;
};

template <class T, class Function>
struct WaitingFunction final : Waiting<T> {
    explicit WaitingFunction(Function f) : function(std::move(f)) {}
    void Take(T value, const std::shared_ptr<Waiting<T>>&) override { function(std::move(value)); }
    void Go() override {}

    Function function;
};

}  // namespace detail

// Called exactly once, from any thread. Of a coroutine: it goes on, on its own executor. Made from a
// function: that is called, on the calling thread.
template <class T>
class Resume {
public:
    Resume() = default;
    Resume(std::nullptr_t) {}
    explicit Resume(std::shared_ptr<detail::Waiting<T>> waiting) : waiting_(std::move(waiting)) {}
    template <std::invocable<T> Function>
        requires(!std::same_as<Function, Resume>)
    Resume(Function function)
        : waiting_(std::make_shared<detail::WaitingFunction<T, Function>>(std::move(function))) {}

    void operator()(T value) const { waiting_->Take(std::move(value), waiting_); }
    friend bool operator==(const Resume& resume, std::nullptr_t) {
        return resume.waiting_ == nullptr;
    }

private:
    std::shared_ptr<detail::Waiting<T>> waiting_;
};

// co_await Suspend<T>(start): start(resume) begins the work; resume(value) ends the wait. `start`
// must not throw after it has handed `resume` on.
template <class T, class Start>
Task<T> Suspend(Start start) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
        [](auto handler, Start begin) {
            using Coroutine = detail::WaitingCoroutine<T, decltype(handler)>;
            begin(Resume<T>(std::make_shared<Coroutine>(std::move(handler))));
        },
        boost::asio::use_awaitable, std::move(start));
}

}  // namespace clearway::async
