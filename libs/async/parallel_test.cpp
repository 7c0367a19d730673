// SPDX-License-Identifier: Apache-2.0
#include "async/parallel.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <stdexcept>
#include <string>

namespace clearway::async {
namespace {

class BothTest : public ::testing::Test {
protected:
    Task<int> Number() {
        auto waiting = Suspend<int>([this](Resume<int> resume) { number_ = resume; });
        co_return co_await std::move(waiting);
    }
    Task<std::string> Text() {
        auto waiting = Suspend<std::string>([this](Resume<std::string> resume) { text_ = resume; });
        auto text = co_await std::move(waiting);
        if (text.empty()) throw std::invalid_argument("second");
        co_return text;
    }
    Task<int> Failing() {
        co_await Number();
        throw std::runtime_error("first");
    }
    template <class A>
    void Spawn(Task<A> first) {
        auto both = Both(std::move(first), Text());
        boost::asio::co_spawn(io_, std::move(both), [this](std::exception_ptr failure, auto values) {
            ended_ = true;
            failure_ = failure;
            if (!failure) values_ = values;
        });
        io_.poll();
    }
    std::string Failure() {
        try {
            if (failure_) std::rethrow_exception(failure_);
        } catch (const std::exception& error) {
            return error.what();
        }
        return {};
    }

    boost::asio::io_context io_;
    Resume<int> number_;
    Resume<std::string> text_;
    bool ended_ = false;
    std::exception_ptr failure_;
    std::tuple<int, std::string> values_;
};

TEST_F(BothTest, WaitsForBothInEitherOrder) {
    Spawn(Number());
    number_(7);
    io_.poll();
    EXPECT_FALSE(ended_);
    text_("seven");
    io_.poll();
    EXPECT_TRUE(ended_);
    EXPECT_EQ(values_, std::tuple(7, std::string("seven")));
}

TEST_F(BothTest, TheSecondMayEndFirst) {
    Spawn(Number());
    text_("seven");
    io_.poll();
    EXPECT_FALSE(ended_);
    number_(7);
    io_.poll();
    EXPECT_EQ(values_, std::tuple(7, std::string("seven")));
}

TEST_F(BothTest, AFailureWaitsForTheOther) {
    Spawn(Failing());
    number_(1);
    io_.poll();
    EXPECT_FALSE(ended_) << "the second may still use what the caller owns";
    text_("late");
    io_.poll();
    EXPECT_TRUE(ended_);
    EXPECT_EQ(Failure(), "first");
}

TEST_F(BothTest, TheSecondsFailureIsRethrown) {
    Spawn(Number());
    text_("");
    number_(1);
    io_.poll();
    EXPECT_EQ(Failure(), "second");
}

}  // namespace
}  // namespace clearway::async
