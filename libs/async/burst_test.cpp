// SPDX-License-Identifier: Apache-2.0
#include "async/burst.h"

#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <vector>

#include "async/task.h"

namespace clearway::async {
namespace {

class BurstTest : public ::testing::Test {
protected:
    // A coroutine on `io` that waits for a number and notes it.
    void Await(boost::asio::io_context& io) {
        boost::asio::co_spawn(io, NoteNext(), boost::asio::detached);
        io.poll();
    }
    Task<void> NoteNext() {
        auto waiting = Suspend<int>([this](Resume<int> resume) { resumes_.push_back(resume); });
        noted_.push_back(co_await std::move(waiting));
    }

    boost::asio::io_context io_;
    boost::asio::io_context other_;
    std::vector<Resume<int>> resumes_;
    std::vector<int> noted_;
};

TEST_F(BurstTest, CoroutinesResumedInOneBurstGoOnInOneTask) {
    for (int i = 0; i < 3; ++i) Await(io_);
    {
        const Burst burst;
        for (int i = 0; i < 3; ++i) resumes_[static_cast<std::size_t>(i)](i);
        EXPECT_EQ(io_.poll(), 0u);
    }
    EXPECT_EQ(io_.poll_one(), 1u);
    EXPECT_EQ(noted_, (std::vector{0, 1, 2}));
    EXPECT_EQ(io_.poll_one(), 0u);
}

TEST_F(BurstTest, WithoutABurstEachGoesOnByItself) {
    for (int i = 0; i < 2; ++i) Await(io_);
    for (int i = 0; i < 2; ++i) resumes_[static_cast<std::size_t>(i)](i);
    EXPECT_EQ(io_.poll_one(), 1u);
    EXPECT_EQ(noted_, std::vector{0});
    EXPECT_EQ(io_.poll_one(), 1u);
    EXPECT_EQ(noted_, (std::vector{0, 1}));
}

TEST_F(BurstTest, EachExecutorGetsItsOwn) {
    Await(io_);
    Await(other_);
    Await(io_);
    {
        const Burst burst;
        for (int i = 0; i < 3; ++i) resumes_[static_cast<std::size_t>(i)](i);
    }
    EXPECT_EQ(other_.poll_one(), 1u);
    EXPECT_EQ(noted_, std::vector{1});
    EXPECT_EQ(io_.poll_one(), 1u);
    EXPECT_EQ(noted_, (std::vector{1, 0, 2}));
}

TEST_F(BurstTest, WhatIsPutOffRunsOnceAtTheEndOfTheOuterBurst) {
    int runs = 0;
    {
        const Burst outer;
        {
            const Burst inner;
            Burst::AtEnd([&] { ++runs; });
        }
        EXPECT_EQ(runs, 0);
    }
    EXPECT_EQ(runs, 1);
}

TEST_F(BurstTest, WithoutABurstNothingIsPutOff) {
    int runs = 0;
    Burst::AtEnd([&] { ++runs; });
    EXPECT_EQ(runs, 1);
}

TEST_F(BurstTest, WhatIsPutOffMayResumeOthersAndPutOffMore) {
    Await(io_);
    int runs = 0;
    {
        const Burst burst;
        Burst::AtEnd([&] {
            resumes_.front()(7);
            Burst::AtEnd([&] { ++runs; });
        });
    }
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(io_.poll_one(), 1u);
    EXPECT_EQ(noted_, std::vector{7});
}

TEST_F(BurstTest, ResumedCoroutinesShareABurst) {
    int runs = 0;
    const auto put_off = [&]() -> Task<void> {
        auto waiting = Suspend<int>([this](Resume<int> resume) { resumes_.push_back(resume); });
        noted_.push_back(co_await std::move(waiting));
        Burst::AtEnd([&] { noted_.push_back(-1); ++runs; });
    };
    for (int i = 0; i < 2; ++i) boost::asio::co_spawn(io_, put_off(), boost::asio::detached);
    io_.poll();
    {
        const Burst burst;
        resumes_[0](0);
        resumes_[1](1);
    }
    io_.poll();
    EXPECT_EQ(noted_, (std::vector{0, 1, -1, -1}));
}

}  // namespace
}  // namespace clearway::async
