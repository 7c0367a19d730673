// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/score_load.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "async/runtime.h"
#include "core/clock.h"
#include "tests/benchmark/fraud_load/requests.h"

namespace clearway::fraud_load {
namespace {

namespace pb = fraud::v1;
using Clock = std::chrono::steady_clock;

constexpr char kMethod[] = "clearway.fraud.v1.FraudService.Score";
constexpr auto kLimit = std::chrono::milliseconds(500);  // the most that the method allows

std::int64_t Microseconds(Clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

// Everything happens on the one thread of the executor, so nothing is guarded.
class ScoreLoad {
public:
    ScoreLoad(const Options& options, async::Executor executor)
        : options_(options), requests_(options), peer_(options.peer), executor_(executor) {}

    async::Task<void> Run() {
        const auto begin = Clock::now() + kConnecting;
        measure_from_ = begin + options_.warm_up;
        const auto end = measure_from_ + options_.duration;
        boost::asio::steady_timer timer(executor_);
        for (auto due = begin; due < end; due = DueAt(begin, ++tally_.sent)) {
            if (Clock::now() < due) {
                timer.expires_at(due);
                boost::system::error_code ignored;
                co_await timer.async_wait(
                    boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
            }
            boost::asio::co_spawn(executor_, Call(tally_.sent, due), boost::asio::detached);
        }
    }

    Tally Take() {
        tally_.warm_up = options_.warm_up;
        tally_.elapsed = options_.duration;
        return std::move(tally_);
    }

private:
    static constexpr auto kConnecting = std::chrono::milliseconds(100);

    Clock::time_point DueAt(Clock::time_point begin, std::int64_t number) const {
        return begin + std::chrono::nanoseconds(number * 1'000'000'000 / options_.rate);
    }

    async::Task<void> Call(std::int64_t number, Clock::time_point due) {
        const auto late = Clock::now() - due;
        rpc::CallContext call;
        const auto request = requests_.At(number, wall_.Now());
        auto task = peer_.Call<pb::ScoreResponse>(call, kLimit, kMethod, request);
        const auto response = co_await std::move(task);
        if (due >= measure_from_) Count(response, late, Clock::now() - due);
    }

    void Count(const core::Result<pb::ScoreResponse>& response, Clock::duration late,
               Clock::duration waited) {
        tally_.lateness.Record(Microseconds(late));
        if (!response) {
            ++tally_.failed;
            return;
        }
        tally_.latency.Record(Microseconds(waited));
        const auto known = pb::FraudOutcome_IsValid(response->outcome());
        ++tally_.by_outcome[known ? static_cast<std::size_t>(response->outcome()) : 0];
        if (response->contributions_size() > 0) ++tally_.explained;
        tally_.policy_version = response->policy_version();
        tally_.model_version = response->model_version();
    }

    const Options& options_;
    core::SystemClock wall_;
    Requests requests_;
    rpc::Peer peer_;
    async::Executor executor_;
    Clock::time_point measure_from_;
    Tally tally_;
};

}  // namespace

Tally Run(const Options& options) {
    std::unique_ptr<ScoreLoad> load;
    {
        async::Runtime runtime(1);
        load = std::make_unique<ScoreLoad>(options, runtime.GetExecutor());
        boost::asio::co_spawn(runtime.GetExecutor(), load->Run(), boost::asio::detached);
    }  // waits for the last answer
    return load->Take();
}

}  // namespace clearway::fraud_load
