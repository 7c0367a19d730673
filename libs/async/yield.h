// SPDX-License-Identifier: Apache-2.0
// The thread goes to whoever waits for one, and the caller goes on behind them. For work of many
// microseconds: what is ready together begins on one thread, and would else wait for it.
#pragma once

#include <boost/asio/this_coro.hpp>

#include "async/task.h"

namespace clearway::async {

inline Task<void> Yield() {
    const Executor executor = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(executor, boost::asio::use_awaitable);
}

}  // namespace clearway::async
