// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <stdexcept>

#include "async/runtime.h"
#include "clearway/common/v1/event_log.grpc.pb.h"
#include "clearway/payment/v1/payment_service.grpc.pb.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/service.h"
#include "rpc/status_map.h"
#include "rpc/test_pki.h"

namespace clearway::rpc {
namespace {

namespace payment = clearway::payment::v1;
namespace common = clearway::common::v1;
using core::ErrorCode;
using namespace std::chrono_literals;

constexpr char kTraceId[] = "4bf92f3577b34da6a3ce929d0e0e4736";

using OnCreate = Handler<payment::CreatePaymentRequest, payment::Payment>;
using OnGet = Handler<payment::GetPaymentRequest, payment::Payment>;
using OnList = Handler<common::ListPaymentEventsRequest, common::ListPaymentEventsResponse>;

async::Task<core::Result<payment::Payment>> Answer(core::Result<payment::Payment> result) {
    co_return result;
}

// BlockOn() asks for a value that can be made empty.
async::Task<std::optional<core::Result<payment::Payment>>> Optional(
    async::Task<core::Result<payment::Payment>> task) {
    auto result = co_await std::move(task);
    co_return std::make_optional(std::move(result));
}

payment::Payment MakePayment(const std::string& id) {
    payment::Payment made;
    made.set_payment_id(id);
    return made;
}

template <class Response>
async::Task<core::Result<Response>> Nothing() {
    co_return Response();
}

// What its calls do is the test's to say.
class PaymentStub final : public Service {
public:
    explicit PaymentStub(Adapter& adapter)
        : Service(adapter, "clearway.payment.v1.PaymentService") {
        using namespace payment;
        Serve("CreatePayment", [this](CallContext& call, const CreatePaymentRequest& request) {
            return create(call, request);
        });
        Serve("GetPayment", [this](CallContext& call, const GetPaymentRequest& request) {
            return get(call, request);
        });
        Serve("ListPayments", [](CallContext&, const ListPaymentsRequest&) {
            return Nothing<ListPaymentsResponse>();
        });
        Serve("FindPayments", [](CallContext&, const FindPaymentsRequest&) {
            return Nothing<FindPaymentsResponse>();
        });
        Serve("ListPaymentEvents", [](CallContext&, const ListPaymentEventsRequest&) {
            return Nothing<ListPaymentEventsResponse>();
        });
        Serve("CancelPayment",
              [](CallContext&, const CancelPaymentRequest&) { return Nothing<Payment>(); });
        Serve("CapturePayment",
              [](CallContext&, const CapturePaymentRequest&) { return Nothing<Payment>(); });
    }

    OnCreate create;
    OnGet get;
};

class EventLogStub final : public Service {
public:
    explicit EventLogStub(Adapter& adapter)
        : Service(adapter, "clearway.common.v1.EventLogService") {
        Serve("ListPaymentEvents",
              [this](CallContext& call, const common::ListPaymentEventsRequest& request) {
                  return list(call, request);
              });
        Serve("ExportEvents", [](CallContext&, const common::ExportEventsRequest&) {
            return Nothing<common::ExportEventsResponse>();
        });
    }

    OnList list;
};

class RpcTest : public testing::Test {
protected:
    RpcTest() {
        payments_.create = [this](CallContext& call, const payment::CreatePaymentRequest&) {
            seen_ = call;
            call.replayed = replay_;
            return Answer(outcome_);
        };
        payments_.get = [this](CallContext& call, const payment::GetPaymentRequest& request) {
            seen_ = call;
            if (throws_) throw std::runtime_error("password of the database");
            return Answer(request.payment_id().empty() ? outcome_
                                                       : MakePayment(request.payment_id()));
        };
        event_log_.list = [this](CallContext& call, const common::ListPaymentEventsRequest&) {
            seen_ = call;
            return Nothing<common::ListPaymentEventsResponse>();
        };
    }

    std::string Address() const { return "127.0.0.1:" + std::to_string(server_.Port()); }

    std::shared_ptr<grpc::Channel> ChannelOf(const TlsFiles& tls) const {
        return OpenChannel({.name = "payment", .address = Address(), .tls = tls});
    }
    std::shared_ptr<grpc::Channel> ChannelAs(const std::string& path) {
        return ChannelOf(pki_.Issue(path));
    }

    struct Outcome {
        grpc::Status status;
        core::Error error;
        payment::Payment payment;
        bool replayed = false;
    };

    static Outcome Finish(const grpc::ClientContext& context, grpc::Status status,
                          payment::Payment payment = {}) {
        const auto& trailing = context.GetServerTrailingMetadata();
        const auto detail = trailing.find(kErrorDetailKey);
        std::string text;
        if (detail != trailing.end()) text.assign(detail->second.data(), detail->second.size());
        return {status, FromStatus(status, text), std::move(payment),
                trailing.find(kReplayedKey) != trailing.end()};
    }

    using Metadata = std::vector<std::pair<std::string, std::string>>;
    Outcome Create(const std::shared_ptr<grpc::Channel>& channel, const Metadata& metadata) {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + client_deadline_);
        for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
        payment::Payment response;
        const auto status = payment::PaymentService::NewStub(channel)->CreatePayment(
            &context, payment::CreatePaymentRequest(), &response);
        return Finish(context, status, response);
    }
    Outcome List(const std::shared_ptr<grpc::Channel>& channel, const Metadata& metadata = {}) {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + client_deadline_);
        for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
        common::ListPaymentEventsResponse response;
        const auto status = common::EventLogService::NewStub(channel)->ListPaymentEvents(
            &context, common::ListPaymentEventsRequest(), &response);
        return Finish(context, status);
    }
    // Through rpc::Peer, as services do.
    core::Result<payment::Payment> Get(const CallContext& call, const std::string& payment_id) {
        if (!peer_)
            peer_.emplace(PeerOptions{
                .name = "payment", .address = Address(), .tls = pki_.Issue("service/gateway")});
        payment::GetPaymentRequest request;
        request.set_payment_id(payment_id);
        auto answer = async::BlockOn(
            runtime_.GetExecutor(),
            Optional(peer_->Call<payment::Payment>(call, 5s, get_name_.c_str(), request)));
        return *std::move(answer);
    }

    TestPki pki_;
    async::Runtime runtime_{2};
    OperatorNotes operators_;
    Adapter adapter_{runtime_.GetExecutor(), operators_};
    PaymentStub payments_{adapter_};
    EventLogStub event_log_{adapter_};
    std::optional<CallContext> seen_;
    core::Result<payment::Payment> outcome_{MakePayment("p-1")};
    std::string get_name_ = "clearway.payment.v1.PaymentService.GetPayment";
    bool throws_ = false;
    bool replay_ = false;
    std::chrono::milliseconds client_deadline_ = 10s;
    std::optional<Peer> peer_;
    Server server_{"127.0.0.1:0",
                   pki_.Issue("service/payment"),
                   {&payments_, &event_log_},
                   &adapter_.Stream()};
};

TEST_F(RpcTest, AnAllowedCallerIsServedWithItsWholeContext) {
    const auto outcome =
        Create(ChannelAs("service/gateway"),
               {{kIdempotencyKeyKey, "key-1"},
                {kPartnerIdKey, "acme"},
                {kRequestIdKey, "req-7"},
                {kTraceparentKey, std::string("00-") + kTraceId + "-00f067aa0ba902b7-01"}});
    ASSERT_TRUE(outcome.status.ok()) << outcome.status.error_message();
    EXPECT_EQ(outcome.payment.payment_id(), "p-1");
    EXPECT_EQ(seen_->caller, "gateway");
    EXPECT_EQ(seen_->caller_id, "spiffe://clearway.local/service/gateway");
    EXPECT_EQ(seen_->partner_id, "acme");
    EXPECT_EQ(seen_->idempotency_key, "key-1");
    EXPECT_EQ(seen_->request_id, "req-7");
    EXPECT_EQ(seen_->trace.TraceId(), kTraceId);
    EXPECT_NE(seen_->trace.SpanId(), "00f067aa0ba902b7");
}

TEST_F(RpcTest, ACallerOutsideTheListIsRefusedBeforeTheHandler) {
    for (const auto* path : {"service/fraud", "operator/ops", "partner/acme", "service/",
                             "service/gateway/x", "services/gateway", "service/operator"}) {
        const auto outcome = Create(ChannelAs(path), {{kIdempotencyKeyKey, "key"}});
        EXPECT_EQ(outcome.status.error_code(), grpc::StatusCode::PERMISSION_DENIED) << path;
        EXPECT_EQ(outcome.error.code, ErrorCode::kCallerNotAllowed) << path;
    }
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, ACertificateOfAnotherTrustDomainIsRefused) {
    const auto tls = pki_.IssueUri("spiffe://elsewhere.local/service/gateway");
    const auto outcome = Create(ChannelOf(tls), {{kIdempotencyKeyKey, "key"}});
    EXPECT_EQ(outcome.error.code, ErrorCode::kCallerNotAllowed);
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, AnyOperatorIsTheCallerOperator) {
    ASSERT_TRUE(List(ChannelAs("operator/jane")).status.ok());
    EXPECT_EQ(seen_->caller, "operator");
    EXPECT_EQ(seen_->caller_id, "spiffe://clearway.local/operator/jane");
}

TEST_F(RpcTest, ACallOfAnOperatorIsRecordedBeforeItIsDone) {
    ASSERT_TRUE(List(ChannelAs("operator/jane")).status.ok());
    const auto notes = operators_.Notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].operator_id, "spiffe://clearway.local/operator/jane");
    EXPECT_EQ(notes[0].method, "clearway.common.v1.EventLogService.ListPaymentEvents");
    EXPECT_EQ(notes[0].request, common::ListPaymentEventsRequest().SerializeAsString());
}

TEST_F(RpcTest, ACallOfAnOperatorThatCannotBeRecordedIsNotDone) {
    operators_.Break();
    const auto outcome = List(ChannelAs("operator/jane"));
    EXPECT_EQ(outcome.status.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_FALSE(seen_.has_value()) << "the handler ran without a record";
}

TEST_F(RpcTest, CallsOfServicesAndRefusedOnesAreNotRecorded) {
    operators_.Break();
    EXPECT_TRUE(List(ChannelAs("service/payment")).status.ok());
    EXPECT_TRUE(Create(ChannelAs("service/gateway"), {{kIdempotencyKeyKey, "key"}}).status.ok());
    EXPECT_EQ(Create(ChannelAs("operator/ops"), {{kIdempotencyKeyKey, "key"}}).error.code,
              ErrorCode::kCallerNotAllowed);
    EXPECT_TRUE(operators_.Notes().empty());
}

TEST_F(RpcTest, APartnerIdIsIgnoredUnlessTheGatewaySendsIt) {
    ASSERT_TRUE(List(ChannelAs("service/payment"), {{kPartnerIdKey, "acme"}}).status.ok());
    EXPECT_EQ(seen_->partner_id, "");
}

TEST_F(RpcTest, AMethodThatTheDescriptorsDoNotKnowIsServedToNobody) {
    get_name_ = "clearway.payment.v1.PaymentService.NoSuchCall";
    EXPECT_EQ(Get({}, "p-9").error().code, ErrorCode::kCallerNotAllowed);
}

TEST_F(RpcTest, ARequiredIdempotencyKeyMustBeThere) {
    const auto outcome = Create(ChannelAs("service/gateway"), {});
    EXPECT_EQ(outcome.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(outcome.error.code, ErrorCode::kMissingIdempotencyKey);
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, AnIdempotencyKeyIsOneTo255VisibleCharacters) {
    const auto channel = ChannelAs("service/gateway");
    EXPECT_TRUE(Create(channel, {{kIdempotencyKeyKey, std::string(255, 'k')}}).status.ok());
    seen_.reset();
    for (const auto& key : {std::string(256, 'k'), std::string("a key"), std::string()})
        EXPECT_EQ(Create(channel, {{kIdempotencyKeyKey, key}}).error.code,
                  ErrorCode::kInvalidIdempotencyKey)
            << key;
    EXPECT_EQ(Create(channel, {{kIdempotencyKeyKey, "a"}, {kIdempotencyKeyKey, "b"}}).error.code,
              ErrorCode::kInvalidIdempotencyKey);
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, AKeyIsNotReadWhereTheMethodHasNone) {
    ASSERT_TRUE(List(ChannelAs("operator/ops"), {{kIdempotencyKeyKey, "a key"}}).status.ok());
    EXPECT_FALSE(seen_->idempotency_key.has_value());
}

TEST_F(RpcTest, AnExceptionBecomesInternalAndKeepsItsText) {
    throws_ = true;
    const auto answer = Get({}, "p-2");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::kInternal);
    EXPECT_THAT(std::string(answer.error().Detail()), testing::Not(testing::HasSubstr("password")));
    throws_ = false;
    EXPECT_TRUE(Get({}, "p-2")) << "the next call is served";
}

TEST_F(RpcTest, AnErrorTravelsWithAllItsDetail) {
    core::Error error =
        core::InvalidField("amount.value", "must be positive", ErrorCode::kInvalidAmount);
    error.retry_after_ms = 250;
    outcome_ = error;
    const auto answer = Get({}, "");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::kInvalidAmount);
    EXPECT_EQ(answer.error().detail, error.detail);
    EXPECT_EQ(answer.error().field_errors, error.field_errors);
    EXPECT_EQ(answer.error().retry_after_ms, 250);
}

TEST_F(RpcTest, AStoredAnswerIsMarked) {
    const auto channel = ChannelAs("service/gateway");
    EXPECT_FALSE(Create(channel, {{kIdempotencyKeyKey, "key"}}).replayed);
    replay_ = true;
    EXPECT_TRUE(Create(channel, {{kIdempotencyKeyKey, "key"}}).replayed);
}

TEST_F(RpcTest, TheShorterDeadlineWins) {
    const auto channel = ChannelAs("operator/ops");
    auto now = std::chrono::system_clock::now();
    client_deadline_ = 60s;
    ASSERT_TRUE(List(channel).status.ok());
    EXPECT_LE(seen_->deadline, std::chrono::system_clock::now() + 2s) << "deadline_ms_max: 2000";
    EXPECT_GE(seen_->deadline, now + 2s);
    client_deadline_ = 1500ms;
    ASSERT_TRUE(List(channel).status.ok());
    // On the wire a time is rounded up to three digits.
    EXPECT_LE(seen_->deadline, std::chrono::system_clock::now() + 1600ms);
}

TEST_F(RpcTest, AnOutgoingCallKeepsRequestTraceAndWhatIsLeftOfTheDeadline) {
    CallContext call;
    call.request_id = "req-11";
    call.partner_id = "acme";
    call.idempotency_key = "key";
    call.deadline = std::chrono::system_clock::now() + 3s;
    ASSERT_TRUE(Get(call, "p-3"));
    EXPECT_EQ(seen_->request_id, "req-11");
    EXPECT_EQ(seen_->trace.TraceId(), call.trace.TraceId());
    EXPECT_NE(seen_->trace.SpanId(), call.trace.SpanId());
    EXPECT_LT(seen_->deadline, call.deadline + 100ms) << "not the limit of 5 s";
    EXPECT_EQ(seen_->partner_id, "") << "the partner is not passed on";
    EXPECT_FALSE(seen_->idempotency_key.has_value());
}

TEST_F(RpcTest, ACallWhoseTimeIsOverIsNotSent) {
    CallContext call;
    call.deadline = std::chrono::system_clock::now() - 1s;
    const auto answer = Get(call, "p-4");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::kDeadlineExceeded);
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, ARepeatableCallIsTriedAgainWhenThePeerIsUnavailable) {
    int calls = 0;
    payments_.get = [&calls](CallContext&, const payment::GetPaymentRequest&) {
        const bool fails = ++calls < 3;
        return Answer(fails ? core::Result<payment::Payment>(ErrorCode::kUnavailable)
                            : MakePayment("p-6"));
    };
    const auto answer = Get({}, "p-6");
    EXPECT_TRUE(answer);
    EXPECT_EQ(calls, 3);
}

TEST_F(RpcTest, ARefusalIsNotTriedAgain) {
    int calls = 0;
    payments_.get = [&calls](CallContext&, const payment::GetPaymentRequest&) {
        ++calls;
        return Answer(ErrorCode::kPaymentStateConflict);
    };
    EXPECT_EQ(Get({}, "p-6").error().code, ErrorCode::kPaymentStateConflict);
    EXPECT_EQ(calls, 1);
}

TEST_F(RpcTest, APeerThatShedsLoadIsNotAskedAgain) {
    int calls = 0;
    payments_.get = [&calls](CallContext&, const payment::GetPaymentRequest&) {
        ++calls;
        return Answer(ErrorCode::kOverloaded);
    };
    EXPECT_EQ(Get({}, "p-6").error().code, ErrorCode::kOverloaded);
    EXPECT_EQ(calls, 1);
}

TEST_F(RpcTest, APeerThatIsAwayIsUnavailable) {
    ASSERT_TRUE(Get({}, "p-5"));
    server_.Drain(0ms);
    const auto answer = Get({}, "p-5");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::kUnavailable);
}

TEST_F(RpcTest, ACallerWithoutACertificateIsRefused) {
    grpc::SslCredentialsOptions options;
    std::ifstream file(pki_.Issue("service/gateway").ca);
    options.pem_root_certs.assign(std::istreambuf_iterator<char>(file), {});
    const auto channel = grpc::CreateChannel(Address(), grpc::SslCredentials(options));
    client_deadline_ = 2s;
    EXPECT_FALSE(List(channel).status.ok());
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, ACertificateOfAnotherAuthorityIsRefused) {
    TestPki other;
    auto tls = other.Issue("service/payment");
    tls.ca = pki_.Issue("service/payment").ca;  // it trusts us; we do not trust it
    client_deadline_ = 2s;
    EXPECT_FALSE(List(ChannelOf(tls)).status.ok());
    EXPECT_FALSE(seen_.has_value());
}

TEST_F(RpcTest, AServerOfAnotherAuthorityIsNotTrusted) {
    TestPki other;
    client_deadline_ = 2s;
    EXPECT_EQ(List(ChannelOf(other.Issue("service/payment"))).status.error_code(),
              grpc::StatusCode::UNAVAILABLE);
    EXPECT_FALSE(seen_.has_value());
}

// Right authority, right host name: one service must not be able to stand in for another.
TEST_F(RpcTest, AServerWithAnotherIdentityIsNotTrusted) {
    client_deadline_ = 2s;
    const auto own = pki_.Issue("operator/ops");
    for (const auto* uri :
         {"spiffe://clearway.local/service/fraud", "spiffe://clearway.local/operator/payment",
          "spiffe://clearway.local/service/payment/x", "spiffe://elsewhere.local/service/payment",
          "spiffe://clearway.local/service/payment,URI:spiffe://a.local/b"}) {
        const Server impostor("127.0.0.1:0", pki_.IssueUri(uri), {&event_log_});
        const auto channel = OpenChannel({.name = "payment",
                                          .address = "127.0.0.1:" + std::to_string(impostor.Port()),
                                          .tls = own});
        EXPECT_EQ(List(channel).error.code, ErrorCode::kUnavailable) << uri;
    }
    EXPECT_FALSE(seen_.has_value());
    EXPECT_TRUE(List(ChannelOf(own)).status.ok());
}

TEST_F(RpcTest, AServerWhoseCertificateNamesAnotherHostIsNotTrusted) {
    client_deadline_ = 2s;
    const Server elsewhere("127.0.0.2:0", pki_.Issue("service/payment"), {&event_log_});
    const auto channel = OpenChannel({.name = "payment",
                                      .address = "127.0.0.2:" + std::to_string(elsewhere.Port()),
                                      .tls = pki_.Issue("operator/ops")});
    EXPECT_EQ(List(channel).error.code, ErrorCode::kUnavailable);
    EXPECT_FALSE(seen_.has_value());
}

}  // namespace
}  // namespace clearway::rpc
