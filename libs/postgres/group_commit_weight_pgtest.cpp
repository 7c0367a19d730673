// SPDX-License-Identifier: Apache-2.0
// Commands of many parts: how much of them a batch takes, and how much may wait.
#include <gtest/gtest.h>

#include <boost/asio/use_future.hpp>
#include <future>

#include "async/runtime.h"
#include "postgres/group_commit.h"
#include "testing/test_database.h"

namespace clearway::postgres {
namespace {

using Batch = std::vector<std::size_t>;
using Writer = GroupCommit<std::size_t, std::size_t>;

class GroupCommitWeightTest : public ::testing::Test {
protected:
    using Outcome = core::Result<std::size_t>;

    // Submits commands whose number is their weight while the writer is held by a first one.
    // What the writer then took together is in `batches`.
    std::vector<Outcome> SubmitBehindAnother(GroupCommitOptions options, const Batch& weights) {
        std::promise<void> entered;
        std::promise<void> gate;
        auto open = gate.get_future();
        bool first = true;  // of the writer's thread
        Writer writer(std::move(options), [&](Transaction&, std::span<const std::size_t> batch) {
            if (std::exchange(first, false)) {
                entered.set_value();
                open.wait();
            } else {
                batches.emplace_back(batch.begin(), batch.end());
            }
            return std::vector<Outcome>(batch.begin(), batch.end());
        });
        auto holding = Start(writer, 1);
        entered.get_future().wait();
        std::vector<std::future<std::optional<Outcome>>> waiting;
        for (const auto weight : weights) waiting.push_back(Start(writer, weight));
        // One thread: when this has run, all before it wait in the queue.
        boost::asio::post(runtime_.GetExecutor(), boost::asio::use_future).wait();
        gate.set_value();
        std::vector<Outcome> outcomes;
        for (auto& one : waiting) outcomes.push_back(*one.get());
        EXPECT_TRUE(*holding.get());
        return outcomes;
    }

    std::vector<Batch> batches;

private:
    // A future's value must be one that can be made empty.
    static async::Task<std::optional<Outcome>> Submit(Writer* writer, std::size_t weight) {
        auto task = writer->Submit(weight, weight);
        co_return co_await std::move(task);
    }
    std::future<std::optional<Outcome>> Start(Writer& writer, std::size_t weight) {
        return boost::asio::co_spawn(runtime_.GetExecutor(), Submit(&writer, weight),
                                     boost::asio::use_future);
    }

    async::Runtime runtime_{1};

protected:
    testing::TestDatabase database_{"postgres", std::vector<Migration>{}};
};

TEST_F(GroupCommitWeightTest, ABatchTakesUpToItsWeightAndAHeavierCommandAlone) {
    SubmitBehindAnother({.name = "test", .database_url = database_.Url(), .batch_weight_max = 4}, {3, 2, 2, 9, 1});
    EXPECT_EQ(batches, (std::vector<Batch>{{3}, {2, 2}, {9}, {1}}));
}

TEST_F(GroupCommitWeightTest, WhatWouldPassTheQueuesWeightIsRefusedAndLighterOnesStillWait) {
    const auto outcomes = SubmitBehindAnother({.name = "test", .database_url = database_.Url(), .queue_weight_max = 5}, {3, 3, 2, 1});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_TRUE(outcomes[2]);
    for (const auto refused : {1u, 3u}) {
        ASSERT_FALSE(outcomes[refused]);
        EXPECT_EQ(outcomes[refused].error().code, core::ErrorCode::kOverloaded);
    }
}

}  // namespace
}  // namespace clearway::postgres
