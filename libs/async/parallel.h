// SPDX-License-Identifier: Apache-2.0
// Two tasks at the same time: both start, the caller goes on when both have ended. Kept apart from
// task.h because Asio's operators are dear to compile.
#pragma once

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <tuple>

#include "async/task.h"

namespace clearway::async {

// An exception of either task cancels the other and is rethrown here.
template <class A, class B>
Task<std::tuple<A, B>> Both(Task<A> first, Task<B> second) {
    using namespace boost::asio::experimental::awaitable_operators;
    co_return co_await (std::move(first) && std::move(second));
}

}  // namespace clearway::async
