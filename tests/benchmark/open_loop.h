// SPDX-License-Identifier: Apache-2.0
// An open loop of calls over the stream of calls that services speak among themselves: each is made
// when it is due, however many still wait for their answer. Must not know what is asked.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>

#include "async/runtime.h"
#include "rpc/client.h"
#include "tests/benchmark/load/histogram.h"
#include "tests/benchmark/pace.h"

namespace clearway::benchmark {

// All but `sent` counts only calls that were due after the warm-up.
struct Timings {
    load::Histogram latency;   // from the moment at which a call was due, of those answered
    load::Histogram lateness;  // of the calls themselves: what the load program is to blame for
    std::int64_t failed = 0;
    std::int64_t sent = 0;  // with those of the warm-up
};

// Source: `Request At(std::int64_t number)`, and `void Count(const Response&)` for each answer that
// counts. It is used by one thread, and must outlive Run.
template <typename Request, typename Response, typename Source>
class OpenLoop {
public:
    struct Method {
        const char* name;
        std::chrono::milliseconds limit;
    };

    static Timings Run(const rpc::PeerOptions& peer, const Pace& pace, Method method,
                       Source& source) {
        std::unique_ptr<OpenLoop> loop;
        {
            async::Runtime runtime(1);
            loop.reset(new OpenLoop(peer, pace, method, source, runtime.GetExecutor()));
            boost::asio::co_spawn(runtime.GetExecutor(), loop->Send(), boost::asio::detached);
        }  // waits for the last answer
        return std::move(loop->timings_);
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr auto kConnecting = std::chrono::milliseconds(100);

    OpenLoop(const rpc::PeerOptions& peer, const Pace& pace, Method method, Source& source,
             async::Executor executor)
        : peer_(peer), pace_(pace), method_(method), source_(source), executor_(executor) {}

    async::Task<void> Send() {
        const auto begin = Clock::now() + kConnecting;
        measure_from_ = begin + pace_.warm_up;
        const auto end = measure_from_ + pace_.duration;
        boost::asio::steady_timer timer(executor_);
        for (auto due = begin; due < end; due = DueAt(begin, ++timings_.sent)) {
            if (Clock::now() < due) {
                timer.expires_at(due);
                boost::system::error_code ignored;
                co_await timer.async_wait(
                    boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
            }
            boost::asio::co_spawn(executor_, Call(timings_.sent, due), boost::asio::detached);
        }
    }

    Clock::time_point DueAt(Clock::time_point begin, std::int64_t number) const {
        return begin + std::chrono::nanoseconds(number * 1'000'000'000 / pace_.rate);
    }

    async::Task<void> Call(std::int64_t number, Clock::time_point due) {
        const auto late = Clock::now() - due;
        rpc::CallContext call;
        const Request request = source_.At(number);
        auto task = peer_.Call<Response>(call, method_.limit, method_.name, request);
        const auto response = co_await std::move(task);
        if (due < measure_from_) co_return;
        timings_.lateness.Record(Microseconds(late));
        if (!response) {
            ++timings_.failed;
            co_return;
        }
        timings_.latency.Record(Microseconds(Clock::now() - due));
        source_.Count(*response);
    }

    static std::int64_t Microseconds(Clock::duration duration) {
        return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    }

    rpc::Peer peer_;
    const Pace pace_;
    const Method method_;
    Source& source_;
    async::Executor executor_;
    Clock::time_point measure_from_;
    Timings timings_;
};

}  // namespace clearway::benchmark
