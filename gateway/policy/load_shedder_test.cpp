// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/load_shedder.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::gateway::policy {
namespace {

using std::chrono::milliseconds;

constexpr ShedLimits kLimits{.in_flight_max = 100, .route = {.start = 80}};
constexpr std::size_t kPay = 0, kRead = 1, kAcme = 0, kGlobex = 1;
const LoadShedder::Time kStart{std::chrono::hours(1)};  // any

class LoadShedderTest : public ::testing::Test {
protected:
    // How many more get in, and stay.
    std::size_t Fill(std::size_t route, std::size_t partner) {
        const auto before = tickets_.size();
        for (;;) {
            auto ticket = shedder_.TryEnter(now_, route, partner);
            if (!ticket) return tickets_.size() - before;
            tickets_.push_back(std::move(ticket));
        }
    }

    // All that are in end, so long after they began, and an interval is over.
    void EndAll(milliseconds latency) {
        now_ += latency;
        for (auto& ticket : tickets_) ticket.End(now_, LoadShedder::Ending::kAnswered);
        tickets_.clear();
        now_ += milliseconds(500);
    }

    LoadShedder::Time now_{kStart};
    LoadShedder shedder_{kLimits, 2, 2};
    std::vector<LoadShedder::Ticket> tickets_;
};

TEST_F(LoadShedderTest, OnePartnerFillsARouteButForTheReserveOfTheOthers) {
    EXPECT_EQ(Fill(kPay, kAcme), 70u);
    EXPECT_EQ(Fill(kPay, kGlobex), 10u);
    EXPECT_EQ(shedder_.InFlight(), 80);
    tickets_.clear();
    EXPECT_EQ(shedder_.InFlight(), 0);
    EXPECT_EQ(Fill(kPay, kAcme), 70u);
}

TEST_F(LoadShedderTest, AFullRouteLeavesPlacesToTheOthersUpToTheWhole) {
    EXPECT_EQ(Fill(kPay, kAcme), 70u);
    EXPECT_EQ(Fill(kRead, kAcme), 30u);  // a hundred together
    EXPECT_EQ(Fill(kRead, kGlobex), 0u);
    tickets_.pop_back();
    EXPECT_EQ(Fill(kRead, kGlobex), 1u);
}

TEST_F(LoadShedderTest, ATicketThatMovesGivesItsPlaceBackOnce) {
    {
        auto ticket = shedder_.TryEnter(kStart, kPay, kAcme);
        ASSERT_TRUE(ticket);
        auto moved = std::move(ticket);
        EXPECT_FALSE(ticket);  // NOLINT(bugprone-use-after-move)
        moved.End(kStart, LoadShedder::Ending::kAnswered);
        EXPECT_FALSE(moved);
    }
    EXPECT_EQ(shedder_.InFlight(), 0);
    EXPECT_EQ(Fill(kPay, kAcme), 70u);
}

TEST_F(LoadShedderTest, ASlowRouteIsCutAndAFastOneIsNot) {
    for (int interval = 0; interval < 3; ++interval) {
        Fill(kPay, kAcme);
        EndAll(milliseconds(600));
        tickets_.push_back(shedder_.TryEnter(now_, kRead, kAcme));
        EndAll(milliseconds(1));
    }
    EXPECT_LT(shedder_.LimitOf(kPay), 80);
    EXPECT_EQ(shedder_.LimitOf(kRead), 80);
}

// A refusal by the reserve shows, too, that the limit is in the way.
TEST_F(LoadShedderTest, TheLimitGrowsForOnePartnerAlone) {
    for (int interval = 0; interval < 3; ++interval) {
        Fill(kPay, kAcme);
        EndAll(milliseconds(10));
    }
    EXPECT_EQ(shedder_.LimitOf(kPay), 100);
}

}  // namespace
}  // namespace clearway::gateway::policy
