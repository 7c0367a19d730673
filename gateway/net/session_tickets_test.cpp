// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/session_tickets.h"

#include <atomic>

#include "gateway/net/server_fixture.h"

namespace clearway::gateway::net {
namespace {

using std::chrono::minutes;
using testing::ClientOptions;
using testing::Identity;
using testing::TestClient;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

class SessionTicketsTest : public ServerFixture {
protected:
    using Session = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;
    struct Visit {
        bool served;
        bool resumed;
        Session session;  // for the next one
    };

    SessionTicketsTest() { Start(WithClock()); }

    ServerOptions WithClock() {
        auto options = Options();
        options.ticket_clock = [this] { return std::chrono::system_clock::now() + ahead_.load(); };
        return options;
    }
    Visit Connect(SSL_SESSION* session = nullptr, const Identity& who = Partner(),
                  int version = TLS1_3_VERSION) {
        TestClient client(server_->Port(), Pki().CaFile(), who,
                          {.tls_version_min = version, .tls_version_max = version,
                           .resume = session});
        const bool served = client.Ask(kGet).has_value();
        return {served, client.Resumed(), Session(client.Session(), SSL_SESSION_free)};
    }
    static std::string KeyName(const Visit& visit) {
        const unsigned char* ticket = nullptr;
        std::size_t size = 0;
        SSL_SESSION_get0_ticket(visit.session.get(), &ticket, &size);
        return std::string(reinterpret_cast<const char*>(ticket), std::min<std::size_t>(size, 16));
    }

    std::atomic<minutes> ahead_{minutes(0)};
};

TEST_F(SessionTicketsTest, AReturningPartnerIsServedWithoutAFullHandshake) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto first = Connect(nullptr, Partner(), version);
        EXPECT_TRUE(first.served);
        EXPECT_FALSE(first.resumed);
        const auto second = Connect(first.session.get(), Partner(), version);
        EXPECT_TRUE(second.served) << version;
        EXPECT_TRUE(second.resumed) << version;
    }
}

TEST_F(SessionTicketsTest, AnHourAfterTheFullHandshakeAnotherIsNeededHoweverOftenItWasResumed) {
    const auto partner = Pki().IssueEndingIn("partner/acme", std::chrono::hours(24));
    const auto first = Connect(nullptr, partner);
    ahead_ = minutes(40);
    const auto second = Connect(first.session.get(), partner);
    EXPECT_TRUE(second.resumed);
    ahead_ = minutes(59);
    EXPECT_TRUE(Connect(second.session.get(), partner).resumed);
    ahead_ = minutes(61);
    const auto third = Connect(second.session.get(), partner);
    EXPECT_TRUE(third.served);
    EXPECT_FALSE(third.resumed);
    EXPECT_TRUE(Connect(third.session.get(), partner).resumed);
}

TEST_F(SessionTicketsTest, ACertificateThatHasEndedMeanwhileIsShownAgain) {
    const auto partner = Pki().IssueEndingIn("partner/acme", minutes(20));
    const auto first = Connect(nullptr, partner);
    ahead_ = minutes(19);
    EXPECT_TRUE(Connect(first.session.get(), partner).resumed);
    ahead_ = minutes(21);
    EXPECT_FALSE(Connect(first.session.get(), partner).resumed);
}

TEST_F(SessionTicketsTest, ThreadsShareKeysAndTheKeysChange) {
    const auto first = Connect();
    for (int i = 0; i < 4; ++i) EXPECT_EQ(KeyName(Connect()), KeyName(first));
    ahead_ = minutes(31);
    const auto later = Connect();
    EXPECT_NE(KeyName(later), KeyName(first));
    EXPECT_TRUE(Connect(first.session.get()).resumed) << "the former key still opens";
    ahead_ = minutes(62);
    EXPECT_NE(KeyName(Connect()), KeyName(later));
}

TEST_F(SessionTicketsTest, AnotherProcessDoesNotOpenTheTicket) {
    const auto first = Connect();
    Start(WithClock());
    const auto second = Connect(first.session.get());
    EXPECT_TRUE(second.served);
    EXPECT_FALSE(second.resumed);
}

TEST_F(SessionTicketsTest, OffersNoEarlyData) {
    EXPECT_EQ(SSL_SESSION_get_max_early_data(Connect().session.get()), 0u);
}

}  // namespace
}  // namespace clearway::gateway::net
