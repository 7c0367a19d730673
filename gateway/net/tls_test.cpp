// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/server_fixture.h"

namespace clearway::gateway::net {
namespace {

using testing::AskInClear;
using testing::Identity;
using testing::TestClient;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

struct Row {
    const char* name;
    std::optional<Identity> identity;
    std::string outcome;  // the server's word for it
};

class TlsTest : public ServerFixture {
protected:
    static std::vector<Row> Rows() {
        return {
            {"good", Pki().Issue("partner/acme"), "ok"},
            {"expired", Pki().IssueExpired("partner/acme"), "certificate_expired"},
            {"self-signed", Pki().IssueSelfSigned("partner/acme"), "certificate_self_signed"},
            {"another CA of the same name", Pki().IssueByStranger("partner/acme"),
             "certificate_unknown_issuer"},
            {"none", std::nullopt, "no_certificate"},
        };
    }
};

TEST_F(TlsTest, LetsOnlyCertificatesOfTheCaThroughTheHandshake) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        for (const auto& row : Rows()) {
            EchoHandler handler;
            Server server(Options(), handler);
            TestClient client(server.Port(), Pki().CaFile(), row.identity,
                              {.tls_version_min = version, .tls_version_max = version});
            EXPECT_EQ(handler.WaitForHandshake(), row.outcome) << row.name << " " << version;
            if (row.outcome == "ok") {
                EXPECT_TRUE(client.Ask(kGet)) << row.name;
            } else {
                EXPECT_TRUE(client.IsRefused()) << row.name << " " << version;
                EXPECT_EQ(handler.Handled(), 0) << row.name;
            }
        }
    }
}

TEST_F(TlsTest, RefusesVersionsBefore12) {
    Start();
    // The library's default policy for the client would hide the server's; level 0 lets it try.
    TestClient client(server_->Port(), Pki().CaFile(), Partner(),
                      {.tls_version_min = TLS1_1_VERSION, .tls_version_max = TLS1_1_VERSION});
    EXPECT_TRUE(client.IsRefused());
}

TEST_F(TlsTest, AnswersPlainHttpInClearAndCloses) {
    Start();
    const auto answer = AskInClear(server_->Port(), kGet);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 ")) << answer;
    EXPECT_EQ(handler_.WaitForHandshake(), "plain_http");
    EXPECT_EQ(handler_.Handled(), 0);
}

TEST_F(TlsTest, ClosesAConnectionThatNeverShakesHands) {
    auto options = Options();
    options.timeouts.handshake = std::chrono::milliseconds(100);
    Start(options);
    EXPECT_EQ(AskInClear(server_->Port(), "\x16"), "");
    EXPECT_EQ(handler_.WaitForHandshake(), "timeout");
}

TEST_F(TlsTest, RefusesToStartWithFilesThatDoNotFit) {
    auto options = Options();
    options.key_file = Partner().key;
    EXPECT_THROW(Server(options, handler_), std::runtime_error);
    options = Options();
    options.ca_file = "/nonexistent.pem";
    EXPECT_THROW(Server(options, handler_), std::runtime_error);
}

TEST_F(TlsTest, RefusesToStartOnATakenPort) {
    Start();
    auto options = Options();
    options.port = server_->Port();
    EXPECT_THROW(Server(options, handler_), std::runtime_error);
}

}  // namespace
}  // namespace clearway::gateway::net
