// SPDX-License-Identifier: Apache-2.0
#include "gateway/app.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "clearway/payment/v1/payment_service.pb.h"
#include "gateway/testing/test_client.h"
#include "gateway/testing/test_pki.h"
#include "gateway/transcode/linked_services.h"
#include "gateway/upstream/test_service.h"

namespace clearway::gateway {
namespace {

using testing::Identity;
using testing::TestClient;
using testing::TestPki;
using testing::TestResponse;
using upstream::TestCall;
using upstream::TestReply;
using upstream::TestService;

constexpr char kPaymentId[] = "0b1c6b6e-8c56-5d1f-9a63-0d4b7c1f2a3b";
constexpr char kPayment[] = R"({"debtor":{"account_id":"a"},"creditor":{"account_id":"b"},)"
                            R"("amount":{"currency":"EUR","value":"12.34"}})";

std::string Ask(const std::string& method, const std::string& target,
                const std::string& fields = "", const std::string& body = "") {
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
           (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") +
           "\r\n" + body;
}

std::string Create(const std::string& fields =
                       "Idempotency-Key: k1\r\n"
                       "Content-Type: application/json\r\n",
                   const std::string& body = kPayment) {
    return Ask("POST", "/v1/payments", fields, body);
}

class AppTest : public ::testing::Test {
protected:
    explicit AppTest(const policy::ShedLimits& shed = {})
        : shed_(shed),
          gateway_(pki_.Issue("service/gateway")),
          payment_(pki_.Issue("service/payment")),
          acme_(pki_.Issue("partner/acme")),
          reader_(pki_.Issue("partner/reader")),
          slow_(pki_.Issue("partner/slow")),
          stranger_(pki_.Issue("partner/stranger")),
          service_({.ca = pki_.CaFile(), .certificate = payment_.certificate, .key = payment_.key},
                   [this](const TestCall& call) { return Serve(call); }),
          app_(MakeConfig(), std::make_shared<const RouteTable>(LinkedServices())) {}

    Config MakeConfig() {
        const RouteTable routes(LinkedServices());
        Config config{
            .server = {.host = "127.0.0.1",
                       .port = 0,
                       .ca_file = pki_.CaFile(),
                       .certificate_file = gateway_.certificate,
                       .key_file = gateway_.key,
                       .threads = 2},
            .tls = {.ca = pki_.CaFile(), .certificate = gateway_.certificate, .key = gateway_.key},
            .peers = {},
            .partners = std::make_shared<policy::PartnerRegistry>(
                policy::PartnerRegistry::Parse(Partners())),
            .shed = shed_,
            .drain_limit = std::chrono::seconds(10)};
        for (const auto& route : routes.Routes())
            config.peers.push_back({route.service, service_.Address()});
        return config;
    }

    std::string Partners() const {
        const auto partner = [](const std::string& id, const Identity& identity,
                                const std::string& scopes, const std::string& rate) {
            return R"({"partner_id":")" + id + R"(","pins":[")" + identity.pin +
                   R"("],"scopes":[)" + scopes + R"(],"rate_limit":)" + rate + "}";
        };
        const std::string fast = R"({"requests_per_second":1000,"burst":1000})";
        return R"({"partners":[)" +
               partner("acme", acme_, R"("payments:read","payments:write")", fast) + "," +
               partner("reader", reader_, R"("payments:read")", fast) + "," +
               partner("slow", slow_, R"("payments:read")",
                       R"({"requests_per_second":1,"burst":2})") +
               "]}";
    }

    TestReply Serve(const TestCall& call) {
        std::unique_lock lock(mutex_);
        calls_.push_back(call);
        if (hold_.valid()) {
            lock.unlock();
            hold_.wait();
            lock.lock();
        }
        if (reply_) return *reply_;
        payment::v1::Payment payment;
        payment.set_payment_id(kPaymentId);
        payment.set_status(payment::v1::PAYMENT_STATUS_AUTHORISED);
        return {.result = payment.SerializeAsString()};
    }
    void Reply(TestReply reply) {
        const std::lock_guard lock(mutex_);
        reply_ = std::move(reply);
    }
    // The service answers once the future is ready.
    void Hold(std::shared_future<void> until) {
        const std::lock_guard lock(mutex_);
        hold_ = std::move(until);
    }
    std::vector<TestCall> Calls() const {
        const std::lock_guard lock(mutex_);
        return calls_;
    }
    TestResponse Once(const Identity& who, const std::string& bytes, bool head = false) {
        TestClient client(app_.Port(), pki_.CaFile(), who);
        client.Send(bytes);
        return client.Read(head).value_or(TestResponse{});
    }

    const policy::ShedLimits shed_;
    TestPki pki_;
    const Identity gateway_;
    const Identity payment_;
    const Identity acme_;
    const Identity reader_;
    const Identity slow_;
    const Identity stranger_;
    mutable std::mutex mutex_;
    std::vector<TestCall> calls_;
    std::optional<TestReply> reply_;
    std::shared_future<void> hold_;
    TestService service_;
    App app_;
};

std::string CodeOf(const TestResponse& response) {
    const std::string before = "\"code\":\"";
    const auto begin = response.body.find(before);
    if (begin == std::string::npos) return {};
    const auto end = response.body.find('"', begin + before.size());
    return response.body.substr(begin + before.size(), end - begin - before.size());
}

TEST_F(AppTest, CarriesARequestToItsServiceAndTheAnswerBack) {
    const auto response = Once(
        acme_, Create("Idempotency-Key: k1\r\nContent-Type: application/json\r\n"
                      "X-Request-Id: my-request\r\n"
                      "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"));
    EXPECT_EQ(response.status, 201) << response.body;
    EXPECT_EQ(response.Header("content-type"), "application/json");
    EXPECT_EQ(response.Header("x-request-id"), "my-request");
    EXPECT_EQ(response.Header("ratelimit-policy"), "\"partner\";q=1000;w=1");
    EXPECT_TRUE(response.Header("ratelimit").starts_with("\"partner\";r=999;t="));
    EXPECT_EQ(response.Header("idempotency-replayed"), "");
    EXPECT_NE(response.body.find("\"status\":\"authorised\""), std::string::npos) << response.body;

    const auto calls = Calls();
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].path, "/clearway.payment.v1.PaymentService/CreatePayment");
    EXPECT_EQ(calls[0].Metadata("clearway-partner-id"), "acme");
    EXPECT_EQ(calls[0].Metadata("idempotency-key"), "k1");
    EXPECT_EQ(calls[0].Metadata("x-request-id"), "my-request");
    EXPECT_EQ(calls[0].Metadata("traceparent").substr(3, 32), "4bf92f3577b34da6a3ce929d0e0e4736");
    payment::v1::CreatePaymentRequest request;
    ASSERT_TRUE(request.ParseFromString(calls[0].message));
    EXPECT_EQ(request.amount().value(), "12.34");
}

struct Row {
    const char* name;
    std::string bytes;
    int status;
    std::string code;
};

TEST_F(AppTest, RefusesWhatIsNotRightBeforeAServiceIsAsked) {
    const std::string json = "Content-Type: application/json\r\n";
    const std::string key = "Idempotency-Key: k1\r\n";
    const Row rows[] = {
        {"unknown path", Ask("GET", "/v2/nothing"), 404, "not_found"},
        {"unknown method", Ask("BREW", "/v1/payments"), 405, "method_not_allowed"},
        {"wrong method", Ask("DELETE", "/v1/payments"), 405, "method_not_allowed"},
        {"bad encoding", Ask("GET", "/v1/payments/%zz"), 400, "malformed_request"},
        {"no key", Create(json), 400, "missing_idempotency_key"},
        {"bad key", Create(json + "Idempotency-Key: a b\r\n"), 400, "invalid_idempotency_key"},
        {"no media type", Create(key), 415, "unsupported_media_type"},
        {"wrong media type", Create(key + "Content-Type: text/plain\r\n"), 415,
         "unsupported_media_type"},
        {"broken JSON", Create(key + json, "{\"debtor\":"), 400, "invalid_argument"},
        {"unknown field", Create(key + json, R"({"colour":"red"})"), 400, "invalid_argument"},
        {"scope not granted", Ask("GET", "/v1/accounts/" + std::string(kPaymentId)), 403,
         "insufficient_scope"},
        {"no HTTP", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, "malformed_request"},
    };
    for (const auto& row : rows) {
        const auto response = Once(acme_, row.bytes);
        EXPECT_EQ(response.status, row.status) << row.name << response.body;
        EXPECT_EQ(CodeOf(response), row.code) << row.name << response.body;
        EXPECT_EQ(response.Header("content-type"), "application/problem+json") << row.name;
        EXPECT_FALSE(response.Header("x-request-id").empty()) << row.name;
        EXPECT_NE(response.body.find(response.Header("x-request-id")), std::string::npos);
    }
    EXPECT_NE(Once(acme_, Ask("DELETE", "/v1/payments")).Header("allow").find("POST"),
              std::string::npos);
    EXPECT_TRUE(Calls().empty());
}

TEST_F(AppTest, ServesARefusedBodysConnectionRightAfterwards) {
    TestClient client(app_.Port(), pki_.CaFile(), acme_);
    const auto refused =
        client.Ask(Create("Idempotency-Key: k1\r\n"
                          "Content-Type: application/json\r\n",
                          std::string(60'000, '[')));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 400);
    const auto next = client.Ask(Create());
    ASSERT_TRUE(next);
    EXPECT_EQ(next->status, 201);
}

TEST_F(AppTest, RefusesACertificateThatNoPartnerRegistered) {
    for (const auto& target : {"/v1/payments", "/openapi.json", "/nothing"}) {
        const auto response = Once(stranger_, Ask("GET", target));
        EXPECT_EQ(response.status, 403);
        EXPECT_EQ(CodeOf(response), "unregistered_partner");
    }
    EXPECT_EQ(CodeOf(Once(stranger_, Create())), "unregistered_partner");
    EXPECT_TRUE(Calls().empty());
}

TEST_F(AppTest, AsksAResumedSessionForItsPartnerAsAFullOne) {
    using Session = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;
    const auto twice = [&](const Identity& who) {
        Session session(nullptr, SSL_SESSION_free);
        {
            TestClient first(app_.Port(), pki_.CaFile(), who);
            first.Ask(Create());
            session.reset(first.Session());
        }
        TestClient second(app_.Port(), pki_.CaFile(), who, {.resume = session.get()});
        const auto response = second.Ask(Create());
        EXPECT_TRUE(second.Resumed());
        return response.value_or(TestResponse{});
    };
    EXPECT_EQ(CodeOf(twice(stranger_)), "unregistered_partner");
    EXPECT_EQ(CodeOf(twice(reader_)), "insufficient_scope");
    EXPECT_TRUE(Calls().empty());
    EXPECT_EQ(twice(acme_).status, 201);
    ASSERT_EQ(Calls().size(), 2u);
    EXPECT_EQ(Calls()[1].Metadata("clearway-partner-id"), "acme");
}

TEST_F(AppTest, ScopesOfOnePartnerAreNotThoseOfAnother) {
    EXPECT_EQ(CodeOf(Once(reader_, Create())), "insufficient_scope");
    EXPECT_TRUE(Calls().empty());
    EXPECT_EQ(Once(reader_, Ask("GET", "/v1/payments/" + std::string(kPaymentId))).status, 200);
    // An unknown route says so without a word about scopes.
    EXPECT_EQ(CodeOf(Once(reader_, Ask("POST", "/v1/unknown"))), "not_found");
}

TEST_F(AppTest, LimitsTheRateOfEachPartnerForItself) {
    const auto get = Ask("GET", "/v1/payments/" + std::string(kPaymentId));
    EXPECT_EQ(Once(slow_, get).status, 200);
    EXPECT_EQ(Once(slow_, get).status, 200);
    const auto limited = Once(slow_, get);
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(CodeOf(limited), "rate_limited");
    EXPECT_EQ(limited.Header("retry-after"), "1");
    EXPECT_TRUE(limited.Header("ratelimit").starts_with("\"partner\";r=0;t="));
    EXPECT_EQ(Calls().size(), 2u);
    EXPECT_EQ(Once(acme_, get).status, 200);
}

TEST_F(AppTest, TurnsAnErrorOfTheServiceIntoAProblem) {
    Reply({.result = core::Error{.code = core::ErrorCode::kPaymentNotFound}});
    auto response = Once(acme_, Create());
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(CodeOf(response), "payment_not_found");

    Reply({.result = core::Error{.code = core::ErrorCode::kUnavailable, .retry_after_ms = 2500}});
    response = Once(acme_, Create());
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.Header("retry-after"), "3");

    Reply({.result = core::Error{.code = core::ErrorCode::kInternal, .detail = "secret"}});
    response = Once(acme_, Create());
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

TEST_F(AppTest, AnAnswerThatIsNoMessageIsOurFault) {
    Reply({.result = std::string("\xff\xff\xff")});
    const auto response = Once(acme_, Create());
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(CodeOf(response), "internal");
}

TEST_F(AppTest, SaysWhenAnAnswerIsAStoredOne) {
    Reply({.result = std::string(), .replayed = true});
    EXPECT_EQ(Once(acme_, Create()).Header("idempotency-replayed"), "true");
}

TEST_F(AppTest, ServesItsContractToAnyRegisteredPartner) {
    const auto document = Once(slow_, Ask("GET", "/openapi.json"));
    EXPECT_EQ(document.status, 200);
    EXPECT_NE(document.body.find("\"openapi\": \"3.1"), std::string::npos);
    EXPECT_NE(document.body.find("/v1/payments"), std::string::npos);
    const auto head = Once(acme_, Ask("HEAD", "/openapi.json"), true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.Header("content-length"), std::to_string(document.body.size()));
    EXPECT_EQ(Once(acme_, Ask("POST", "/openapi.json")).Header("allow"), "GET, HEAD");
    EXPECT_TRUE(Calls().empty());
}

TEST_F(AppTest, CountsRequestsByTemplateAndNotByPath) {
    Once(acme_, Ask("GET", "/v1/payments/" + std::string(kPaymentId)));
    Once(acme_, Ask("GET", "/v1/secret-path"));
    const auto text = metrics::Expose();
    EXPECT_NE(text.find("clearway_gateway_request_seconds_count{method=\"GET\","
                        "route=\"/v1/payments/{payment_id}\",status=\"200\"}"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("clearway_gateway_tls_handshakes_total{outcome=\"ok\"}"),
              std::string::npos);
    EXPECT_EQ(text.find(kPaymentId), std::string::npos);
    EXPECT_EQ(text.find("secret-path"), std::string::npos);
}

class CrowdedAppTest : public AppTest {
protected:
    CrowdedAppTest() : AppTest({.in_flight_max = 1}) {}
};

TEST_F(CrowdedAppTest, ShedsWithoutALookAtTheBodyAndServesTheConnectionAgain) {
    std::promise<void> release;
    Hold(release.get_future().share());
    TestClient first(app_.Port(), pki_.CaFile(), acme_);
    ASSERT_TRUE(first.Send(Create()));
    while (Calls().empty()) std::this_thread::yield();

    TestClient second(app_.Port(), pki_.CaFile(), acme_);
    const auto shed = second.Ask(Create("Idempotency-Key: k2\r\n"
                                        "Content-Type: application/json\r\n",
                                        "no JSON"));
    ASSERT_TRUE(shed);
    EXPECT_EQ(shed->status, 503);
    EXPECT_EQ(CodeOf(*shed), "overloaded");
    EXPECT_EQ(shed->Header("retry-after"), "1");
    EXPECT_EQ(shed->Header("connection"), "");

    release.set_value();
    EXPECT_EQ(first.Read().value_or(TestResponse{}).status, 201);
    const auto served = second.Ask(Create());
    EXPECT_EQ(served.value_or(TestResponse{}).status, 201);
    EXPECT_EQ(Calls().size(), 2u);
}

TEST_F(AppTest, DrainsWhileAServiceStillWorks) {
    std::promise<void> release;
    Hold(release.get_future().share());
    auto client = std::make_unique<TestClient>(app_.Port(), pki_.CaFile(), acme_);
    ASSERT_TRUE(client->Send(Create()));
    while (Calls().empty()) std::this_thread::yield();
    EXPECT_TRUE(app_.Ready());
    std::thread drain([this] { app_.Drain(); });
    while (app_.Ready()) std::this_thread::yield();
    release.set_value();
    const auto response = client->Read();
    client.reset();
    drain.join();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 201);
}

}  // namespace
}  // namespace clearway::gateway
