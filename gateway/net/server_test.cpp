// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "gateway/net/server_fixture.h"

namespace clearway::gateway::net {
namespace {

using testing::TestClient;

struct Row {
    const char* name;
    std::string bytes;
    std::vector<int> statuses;
    bool closed;  // after the last answer
};

std::string Get(const std::string& target, const std::string& fields = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}
std::string Post(const std::string& fields, const std::string& body) {
    return "POST /p HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

std::vector<Row> Rows() {
    const std::string smuggled = Get("/smuggled");
    const std::string kib64(64 * 1024, 'b');
    return {
        {"one request", Get("/"), {200}, false},
        {"one after the other",
         Get("/1") + Get("/2") + Post("Content-Length: 1\r\n", "a"),
         {200, 200, 200},
         false},
        {"asked to close", Get("/", "Connection: close\r\n") + smuggled, {200}, true},
        {"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", {200}, true},
        {"HTTP/1.0 kept alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {200}, false},
        {"unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n" + Get("/2"), {200, 200}, false},
        {"largest body", Post("Content-Length: 65536\r\n", kib64) + Get("/2"), {200, 200}, false},
        {"chunked body",
         Post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n") + Get("/2"),
         {200, 200},
         false},
        {"body too large", Post("Content-Length: 65537\r\n", kib64 + "b") + smuggled, {413}, true},
        {"chunks too large",
         Post("Transfer-Encoding: chunked\r\n", "10001\r\n" + kib64 + "b\r\n0\r\n\r\n") + smuggled,
         {413},
         true},
        {"header too large", Get("/", "A: " + kib64 + "\r\n") + smuggled, {431}, true},
        {"two lengths", Post("Content-Length: 0\r\nContent-Length: 35\r\n", smuggled), {400}, true},
        {"two equal lengths",
         Post("Content-Length: 1\r\nContent-Length: 1\r\n", "a") + smuggled,
         {400},
         true},
        {"length and chunked",
         Post("Content-Length: 40\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
         {400},
         true},
        {"chunked not last",
         Post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n" + smuggled),
         {400},
         true},
        {"folded field", Get("/", "A: b\r\n c\r\n") + smuggled, {400}, true},
        {"bare LF", "GET / HTTP/1.1\nHost: x\n\n" + smuggled, {400}, true},
        {"NUL", Get("/", std::string("A: b\0\r\n", 7)) + smuggled, {400}, true},
        {"no Host", "GET / HTTP/1.1\r\n\r\n" + smuggled, {400}, true},
        {"two Hosts", Get("/", "Host: y\r\n") + smuggled, {400}, true},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}, true},
        {"good, then bad", Get("/1") + Get("/2", "Host: y\r\n") + smuggled, {200, 400}, true},
        {"unknown expectation", Get("/", "Expect: tea\r\n") + smuggled, {417}, true},
    };
}

TEST_F(ServerFixture, AnswersOrRefusesRawBytesAndKeepsOrClosesTheConnection) {
    Start();
    for (const auto& row : Rows()) {
        auto client = Open();
        // A server that refuses early may close while the client still sends.
        client->Send(row.bytes);
        for (const int status : row.statuses) {
            const auto response = client->Read();
            ASSERT_TRUE(response) << row.name;
            EXPECT_EQ(response->status, status) << row.name;
            EXPECT_EQ(response->body.find("smuggled"), std::string::npos) << row.name;
            EXPECT_EQ(response->Header("content-type"),
                      status == 200 ? "text/plain" : "application/problem+json")
                << row.name;
        }
        if (row.closed) {
            EXPECT_TRUE(client->IsClosed()) << row.name;
        } else {
            const auto next = client->Ask(Get("/next"));
            ASSERT_TRUE(next) << row.name;
            EXPECT_EQ(next->body, "GET /next ") << row.name;
        }
    }
}

TEST_F(ServerFixture, AnswersFiftyPipelinedRequestsInTheirOrder) {
    Start();
    auto client = Open();
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += Get("/" + std::to_string(i));
    ASSERT_TRUE(client->Send(bytes));
    for (int i = 0; i < 50; ++i) {
        const auto response = client->Read();
        ASSERT_TRUE(response);
        EXPECT_EQ(response->body, "GET /" + std::to_string(i) + " ");
    }
    EXPECT_EQ(handler_.Handled(), 50);
}

TEST_F(ServerFixture, SendsContinueBeforeTheBodyAndOnlyThen) {
    Start();
    auto client = Open();
    ASSERT_TRUE(client->Send(Post("Expect: 100-continue\r\nContent-Length: 2\r\n", "")));
    const auto interim = client->Read();
    ASSERT_TRUE(interim);
    EXPECT_EQ(interim->status, 100);
    const auto response = client->Ask("ab");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "POST /p ab");

    const auto too_large =
        client->Ask(Post("Expect: 100-continue\r\nContent-Length: 70000\r\n", ""));
    ASSERT_TRUE(too_large);
    EXPECT_EQ(too_large->status, 413);
    EXPECT_TRUE(client->IsClosed());
}

TEST_F(ServerFixture, AnswersHeadWithTheLengthAndWithoutTheBody) {
    Start();
    auto client = Open();
    ASSERT_TRUE(client->Send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n"));
    const auto head = client->Read(true);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->Header("content-length"), "8");
    const auto next = client->Ask(Get("/next"));
    ASSERT_TRUE(next);
    EXPECT_EQ(next->body, "GET /next ");
}

TEST_F(ServerFixture, SendsLargeAnswersWhole) {
    Start();
    auto client = Open();
    const auto response = client->Ask(Get("/big"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body.size(), 200'000u);
    EXPECT_FALSE(response->Header("date").empty());
    EXPECT_EQ(response->Header("connection"), "");
}

TEST_F(ServerFixture, AnswersSlowHeadersWith408AndCloses) {
    auto options = Options();
    options.timeouts.header = std::chrono::milliseconds(150);
    Start(options);
    auto client = Open();
    // Progress does not help: the limit is for the whole header.
    const std::string bytes = "GET / HTTP/1.1\r\nHost: " + std::string(2000, 'x');
    EXPECT_LT(client->Dribble(bytes, 5), bytes.size());
    const auto response = client->Read();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 408);
    EXPECT_EQ(response->Header("connection"), "close");
    EXPECT_TRUE(client->IsClosed());
}

TEST_F(ServerFixture, AnswersSlowBodiesWith408AndCloses) {
    auto options = Options();
    options.timeouts.body = std::chrono::milliseconds(150);
    Start(options);
    auto client = Open();
    const auto response = client->Ask(Post("Content-Length: 10\r\n", "abc"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 408);
    EXPECT_TRUE(client->IsClosed());
    EXPECT_EQ(handler_.Handled(), 0);
}

TEST_F(ServerFixture, ClosesIdleConnectionsWithoutAWord) {
    auto options = Options();
    options.timeouts.idle = std::chrono::milliseconds(150);
    Start(options);
    auto client = Open();
    ASSERT_TRUE(client->Ask(Get("/")));
    EXPECT_TRUE(client->IsClosed());
}

TEST_F(ServerFixture, ClosesConnectionsAboveTheLimitAndAcceptsAgainBelowIt) {
    auto options = Options();
    options.connections_max = 1;
    Start(options);
    {
        auto first = Open();
        ASSERT_TRUE(first->Ask(Get("/1")));
        auto second = Open();
        EXPECT_TRUE(second->IsRefused());
        EXPECT_TRUE(first->Ask(Get("/2")));
    }
    // The server notices the end in its own time.
    for (int i = 0; i < 1000 && !Open()->Ask(Get("/3")); ++i) {
    }
    EXPECT_EQ(handler_.Handled(), 3);
}

TEST_F(ServerFixture, AConnectionThatWasHeldBackRestsAndHoldsUpNeitherOthersNorTheDrain) {
    auto options = Options();
    options.threads = 1;
    options.timeouts.rest_min = options.timeouts.rest_max = std::chrono::hours(1);
    Start(options);
    auto held = Open();
    ASSERT_TRUE(held->Ask(Get("/held")));
    ASSERT_TRUE(held->Send(Get("/at-once")));
    auto other = Open();
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(other->Ask(Get("/")));
    EXPECT_EQ(handler_.Handled(), 11);
    EXPECT_TRUE(server_->Drain(std::chrono::seconds(10)));
    EXPECT_TRUE(held->IsClosed());
    EXPECT_EQ(handler_.Handled(), 11);
}

TEST_F(ServerFixture, AConnectionThatRestedIsServedAgain) {
    auto options = Options();
    options.timeouts.rest_min = std::chrono::milliseconds(1);
    Start(options);
    auto held = Open();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(held->Ask(Get("/held")));
    const auto response = held->Ask(Get("/next"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "GET /next ");
}

TEST_F(ServerFixture, DrainClosesIdleConnectionsAndLetsRunningRequestsEnd) {
    Start();
    auto idle = Open();
    ASSERT_TRUE(idle->Ask(Get("/")));
    auto busy = Open();
    ASSERT_TRUE(busy->Send(Get("/wait") + Get("/late")));
    handler_.WaitForWaiter();
    std::jthread drain([this] { EXPECT_TRUE(server_->Drain(std::chrono::seconds(10))); });
    EXPECT_TRUE(idle->IsClosed());
    EXPECT_THROW(
        {
            // Refused once the listening socket is gone; nothing serves it before that either.
            for (int i = 0; i < 100'000; ++i) EXPECT_FALSE(Open()->Ask(Get("/new")));
        },
        std::runtime_error);
    handler_.Release();
    const auto response = busy->Read();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, "GET /wait ");
    EXPECT_EQ(response->Header("connection"), "close");
    EXPECT_TRUE(busy->IsClosed());
    drain.join();
    EXPECT_EQ(server_->Connections(), 0u);
    EXPECT_EQ(handler_.Handled(), 2);
}

TEST_F(ServerFixture, DrainCutsWhatIsNotDoneAtTheLimit) {
    auto options = Options();
    Start(options);
    auto busy = Open();
    ASSERT_TRUE(busy->Send(Get("/wait")));
    handler_.WaitForWaiter();
    EXPECT_FALSE(server_->Drain(std::chrono::milliseconds(50)));
    EXPECT_TRUE(busy->IsClosed());
    handler_.Release();
}

}  // namespace
}  // namespace clearway::gateway::net
