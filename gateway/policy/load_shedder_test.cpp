// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/load_shedder.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::gateway::policy {
namespace {

using std::chrono::milliseconds;

constexpr ShedLimits kLimits{.in_flight_max = 16};
const LoadShedder::Time kStart{std::chrono::hours(1)};

std::size_t Admitted(LoadShedder& shedder, LoadShedder::Time now,
                     std::vector<LoadShedder::Ticket>& tickets) {
    const auto before = tickets.size();
    for (;;) {
        auto ticket = shedder.TryEnter(now);
        if (!ticket) return tickets.size() - before;
        tickets.push_back(std::move(ticket));
    }
}

TEST(LoadShedder, AdmitsUpToTheLimitAndAgainWhenWorkEnds) {
    LoadShedder shedder(kLimits);
    std::vector<LoadShedder::Ticket> tickets;
    EXPECT_EQ(Admitted(shedder, kStart, tickets), 16u);
    EXPECT_EQ(shedder.InFlight(), 16);
    tickets.pop_back();
    EXPECT_EQ(Admitted(shedder, kStart, tickets), 1u);
    tickets.clear();
    EXPECT_EQ(shedder.InFlight(), 0);
}

TEST(LoadShedder, AdmitsAPartWhileThreadsAreLateAndAllAgainAfterwards) {
    LoadShedder shedder(kLimits);
    shedder.NoteQueueDelay(milliseconds(25), kStart);  // not later than the limit
    std::vector<LoadShedder::Ticket> tickets;
    EXPECT_EQ(Admitted(shedder, kStart, tickets), 16u);
    tickets.clear();

    shedder.NoteQueueDelay(milliseconds(26), kStart);
    EXPECT_EQ(Admitted(shedder, kStart, tickets), 2u);
    tickets.clear();
    EXPECT_EQ(Admitted(shedder, kStart + milliseconds(249), tickets), 2u);
    tickets.clear();
    EXPECT_EQ(Admitted(shedder, kStart + milliseconds(250), tickets), 16u);
}

}  // namespace
}  // namespace clearway::gateway::policy
