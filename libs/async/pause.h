// SPDX-License-Identifier: Apache-2.0
// A wait that keeps no thread. Apart from task.h because timers are dear to compile.
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>

#include "async/task.h"

namespace clearway::async {

inline Task<void> Pause(std::chrono::milliseconds time) {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, time);
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
}

}  // namespace clearway::async
