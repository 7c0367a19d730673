// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include "gateway/net/handshake_pace.h"
#include "gateway/net/server_fixture.h"

namespace clearway::gateway::net {
namespace {

using std::chrono::milliseconds;
using testing::SilentClient;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(HandshakePace, LetsABurstBeginAtOnceAndTheRestOneByOne) {
    HandshakePace pace(milliseconds(5), 3);
    const HandshakePace::Time start{std::chrono::hours(1)};
    std::vector<std::chrono::nanoseconds> waits;
    for (int i = 0; i < 5; ++i) waits.push_back(pace.TakeTurn(start));
    const std::vector<std::chrono::nanoseconds> expected{
        milliseconds(0), milliseconds(0), milliseconds(0), milliseconds(5), milliseconds(10)};
    EXPECT_EQ(waits, expected);
    // Ten milliseconds later the two that waited have begun, and the next waits its own five.
    EXPECT_EQ(pace.TakeTurn(start + milliseconds(10)), milliseconds(5));
    // A quiet while later the burst is whole again.
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(pace.TakeTurn(start + milliseconds(100)), milliseconds(0)) << i;
    EXPECT_EQ(pace.TakeTurn(start + milliseconds(100)), milliseconds(5));
}

class HandshakeTest : public ServerFixture {};

TEST_F(HandshakeTest, NewConnectionsWaitForTheirTurnWhileEstablishedOnesAreServed) {
    auto options = Options();
    options.threads = 1;
    options.handshakes.between = milliseconds(300);
    options.handshakes.burst = 1;
    Start(options);
    const auto begun = std::chrono::steady_clock::now();
    auto established = Open();
    ASSERT_TRUE(established->Ask(kGet));
    std::atomic<bool> turn_came = false;
    std::jthread late([&] {
        EXPECT_TRUE(Open()->Ask(kGet));
        EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(300));
        turn_came = true;
    });
    int served = 0;
    while (!turn_came) served += established->Ask(kGet).has_value() ? 1 : 0;
    EXPECT_GT(served, 0);
}

TEST_F(HandshakeTest, AConnectionThatWaitsForItsTurnHoldsUpNoDrain) {
    auto options = Options();
    options.threads = 1;
    options.handshakes.between = std::chrono::hours(1);
    options.handshakes.burst = 1;
    Start(options);
    auto established = Open();
    ASSERT_TRUE(established->Ask(kGet));
    const SilentClient late(server_->Port());
    while (server_->Connections() < 2) std::this_thread::yield();
    EXPECT_TRUE(server_->Drain(std::chrono::seconds(10)));
}

TEST_F(HandshakeTest, AboveTheLimitNewConnectionsAreClosedAtOnceAndEstablishedOnesServed) {
    auto options = Options();
    options.threads = 1;
    options.handshakes.in_flight_max = 2;
    options.timeouts.handshake = std::chrono::hours(1);
    Start(options);
    auto established = Open();
    ASSERT_TRUE(established->Ask(kGet));
    {
        const SilentClient first(server_->Port());
        const SilentClient second(server_->Port());
        EXPECT_TRUE(Open()->IsRefused());
        EXPECT_TRUE(established->Ask(kGet));
        const std::vector<std::string> expected{"ok", "no_room"};
        EXPECT_EQ(handler_.Handshakes(), expected);
    }
    // The server notices the end of the silent ones in its own time.
    bool served = false;
    for (int i = 0; i < 1000 && !served; ++i) served = Open()->Ask(kGet).has_value();
    EXPECT_TRUE(served);
}

}  // namespace
}  // namespace clearway::gateway::net
