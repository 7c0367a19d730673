// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/hold_expiry.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>

#include "async/runtime.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

// A ledger in which holds are always due, until `drained`.
class Backlog final : public LedgerReader, public LedgerWriter {
public:
    async::Task<core::Result<std::vector<OpenHold>>> EarliestHolds(int) override {
        std::vector<OpenHold> holds;
        if (!drained) holds.push_back({.id = {}, .expires_at = core::FromMicros(0)});
        co_return holds;
    }
    async::Task<core::Result<Reply>> Submit(Command) override {
        if (++expired == 2) second.set_value();
        co_return Reply(HoldReply{});
    }

    async::Task<core::Result<Account>> FindAccount(std::string, core::AccountId) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<Account>>> ListAccounts(
        std::string, std::optional<core::PagePosition>, int) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<Account>>> ResolveAccounts(
        std::vector<core::AccountId>) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<StatementPage>> ReadStatement(StatementQuery) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<TrialLine>>> ReadTrialBalance() override {
        co_return core::ErrorCode::kInternal;
    }

    std::atomic<bool> drained = false;
    std::atomic<int> expired = 0;
    std::promise<void> second;
};

TEST(HoldExpiry, StopsInTheMiddleOfABacklog) {
    Backlog backlog;
    core::SystemClock clock;
    async::Runtime runtime(1);
    auto expiry = std::make_unique<HoldExpiry>(backlog, backlog, clock, runtime.GetExecutor());
    ASSERT_EQ(backlog.second.get_future().wait_for(10s), std::future_status::ready);
    auto stopped = std::async(std::launch::async, [&expiry] { expiry.reset(); });
    EXPECT_EQ(stopped.wait_for(10s), std::future_status::ready);
    backlog.drained = true;  // lets an expiry end that did not
}

}  // namespace
}  // namespace clearway::settlement::usecase
