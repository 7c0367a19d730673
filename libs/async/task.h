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
#include <functional>
#include <memory>
#include <utility>

namespace clearway::async {

template <class T>
using Task = boost::asio::awaitable<T>;
using Executor = boost::asio::any_io_executor;

// Called exactly once, from any thread; the awaiting coroutine goes on on its own executor.
template <class T>
using Resume = std::function<void(T)>;

namespace detail {

template <class T, class Handler>
Resume<T> MakeResume(Handler handler) {
    auto executor = boost::asio::get_associated_executor(handler);
    auto shared = std::make_shared<Handler>(std::move(handler));
    return [shared, executor](T value) {
        boost::asio::post(executor, [shared, value = std::move(value)]() mutable {
            (*shared)(std::move(value));
        });
    };
}

}  // namespace detail

// co_await Suspend<T>(start): start(resume) begins the work; resume(value) ends the wait. `start`
// must not throw after it has handed `resume` on.
template <class T>
Task<T> Suspend(std::function<void(Resume<T>)> start) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
        [](auto handler, std::function<void(Resume<T>)> begin) {
            begin(detail::MakeResume<T>(std::move(handler)));
        },
        boost::asio::use_awaitable, std::move(start));
}

}  // namespace clearway::async
