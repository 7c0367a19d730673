// SPDX-License-Identifier: Apache-2.0
#include "rpc/call_stream.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <set>

#include "async/runtime.h"
#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "clearway/common/v1/event_log.grpc.pb.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/service.h"
#include "rpc/status_map.h"
#include "rpc/test_pki.h"

namespace clearway::rpc {
namespace {

using namespace std::chrono_literals;
using Request = common::v1::ListPaymentEventsRequest;
using Response = common::v1::ListPaymentEventsResponse;

constexpr char kMethod[] = "clearway.common.v1.EventLogService.ListPaymentEvents";

// Echoes the id it is asked for; an id in `held` is answered when the test lets it go.
class EchoService final : public Service {
public:
    EchoService(Adapter& adapter, Runs runs)
        : Service(adapter, "clearway.common.v1.EventLogService") {
        Serve("ListPaymentEvents", &EchoService::Answer, runs);
        Serve("ExportEvents", &EchoService::Export);
    }

    void Hold(const std::string& id) {
        const std::lock_guard lock(mutex_);
        held_.insert(id);
    }
    // Waits until a held call has arrived, then answers it.
    void LetGo() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !resume_.empty(); });
        auto resume = std::move(resume_.back());
        resume_.pop_back();
        lock.unlock();
        resume(true);
    }
    // Those that are held, and those that are to come.
    void LetAllGo() {
        std::vector<async::Resume<bool>> all;
        {
            const std::lock_guard lock(mutex_);
            held_.clear();
            all.swap(resume_);
        }
        for (const auto& resume : all) resume(true);
    }
    void WaitForHeld() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !resume_.empty(); });
    }

    std::atomic<int> begun{0};
    CallContext last;

private:
    async::Task<core::Result<Response>> Answer(CallContext& call, const Request& request) {
        ++begun;
        const std::string id = request.payment_id();
        if (Holds(id)) {
            std::function<void(async::Resume<bool>)> start = [this,
                                                              id](async::Resume<bool> resume) {
                std::unique_lock lock(mutex_);
                if (held_.contains(id)) {
                    resume_.push_back(std::move(resume));
                    arrived_.notify_all();
                } else {  // all were let go just now
                    lock.unlock();
                    resume(true);
                }
            };
            auto waiting = async::Suspend<bool>(std::move(start));
            co_await std::move(waiting);
        }
        last = call;
        Response response;
        response.add_events()->set_event_id(id);
        co_return response;
    }
    async::Task<core::Result<common::v1::ExportEventsResponse>> Export(
        CallContext&, const common::v1::ExportEventsRequest&) {
        co_return common::v1::ExportEventsResponse();
    }
    bool Holds(const std::string& id) {
        const std::lock_guard lock(mutex_);
        return held_.contains(id);
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::set<std::string> held_;
    std::vector<async::Resume<bool>> resume_;
};

// Has no line for ExportEvents.
class ServiceWithOneCall final : public Service {
public:
    explicit ServiceWithOneCall(Adapter& adapter)
        : Service(adapter, "clearway.common.v1.EventLogService") {
        Serve("ListPaymentEvents", &ServiceWithOneCall::Answer);
    }

private:
    async::Task<core::Result<Response>> Answer(CallContext&, const Request&) {
        co_return Response();
    }
};

std::string Serialised(const std::string& id) {
    Request request;
    request.set_payment_id(id);
    return request.SerializeAsString();
}

std::string EchoOf(const BytesAnswer& answer) {
    Response response;
    if (!response.ParseFromString(answer.message) || response.events_size() != 1) return {};
    return response.events(0).event_id();
}

core::ErrorCode ErrorOf(const BytesAnswer& answer) {
    return FromStatus(grpc::Status(answer.code, ""), answer.error_detail).code;
}

class CallStreamTest : public testing::Test {
protected:
    void Serve(int port = 0, Runs runs = Runs::kOnRuntime) {
        adapter_.emplace(runtime_.GetExecutor(), operators_);
        echo_.emplace(*adapter_, runs);
        server_.emplace("127.0.0.1:" + std::to_string(port), pki_.Issue("service/payment"),
                        std::vector<grpc::Service*>{&*echo_}, &adapter_->Stream());
        port_ = server_->Port();
    }
    void Connect(const std::string& as = "service/payment") {
        stream_.emplace(OpenChannel({.name = "payment",
                                     .address = "127.0.0.1:" + std::to_string(port_),
                                     .tls = pki_.Issue(as)}));
    }
    static BytesCall MakeCall(const std::string& id, std::chrono::milliseconds limit = 10s) {
        return {.method = kMethod,
                .message = Serialised(id),
                .deadline = std::chrono::system_clock::now() + limit,
                .request_id = "r-" + id};
    }
    std::future<BytesAnswer> Start(BytesCall call) {
        auto promise = std::make_shared<std::promise<BytesAnswer>>();
        auto future = promise->get_future();
        stream_->Start(std::move(call),
                       [promise](BytesAnswer answer) { promise->set_value(std::move(answer)); });
        return future;
    }

    TestPki pki_;
    async::Runtime runtime_{2};
    OperatorNotes operators_;
    std::optional<Adapter> adapter_;
    std::optional<EchoService> echo_;
    std::optional<Server> server_;
    int port_ = 0;
    std::optional<CallStream> stream_;
};

TEST_F(CallStreamTest, EveryCallGetsItsOwnAnswer) {
    Serve();
    Connect();
    std::vector<std::future<BytesAnswer>> answers;
    for (int i = 0; i < 1000; ++i) answers.push_back(Start(MakeCall(std::to_string(i))));
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(EchoOf(answers[static_cast<std::size_t>(i)].get()), std::to_string(i));
    EXPECT_EQ(echo_->begun, 1000);
}

TEST_F(CallStreamTest, AFewCallsThatRunAtOnceNeedNoThreadOfTheRuntime) {
    Serve(0, Runs::kAtOnce);
    Connect();
    std::promise<void> busy;
    const auto end = busy.get_future().share();
    for (int thread = 0; thread < 2; ++thread)
        boost::asio::post(runtime_.GetExecutor(), [end] { end.wait(); });
    EXPECT_EQ(EchoOf(Start(MakeCall("a")).get()), "a");
    std::vector<std::future<BytesAnswer>> many;
    {
        const async::Burst burst;
        for (int i = 0; i < 9; ++i) many.push_back(Start(MakeCall("b")));
    }
    EXPECT_EQ(many.back().wait_for(50ms), std::future_status::timeout) << "too many for one thread";
    busy.set_value();
    for (auto& answer : many) EXPECT_EQ(EchoOf(answer.get()), "b");
}

TEST_F(CallStreamTest, CarriesTheContextAndChecksTheCallerOfEachCall) {
    Serve();
    Connect();
    auto call = MakeCall("a");
    call.partner_id = "acme";
    EXPECT_EQ(EchoOf(Start(std::move(call)).get()), "a");
    EXPECT_EQ(echo_->last.request_id, "r-a");
    EXPECT_EQ(echo_->last.caller, "payment");
    EXPECT_EQ(echo_->last.partner_id, "") << "only the gateway speaks for a partner";
    EXPECT_LE(echo_->last.deadline, std::chrono::system_clock::now() + 10s);

    stream_.reset();
    Connect("service/fraud");  // may open a stream, may not make this call
    EXPECT_EQ(ErrorOf(Start(MakeCall("b")).get()), core::ErrorCode::kCallerNotAllowed);
    EXPECT_EQ(echo_->begun, 1);
}

TEST_F(CallStreamTest, AnUnknownMethodAndABrokenMessageAreRefusedAlone) {
    Serve();
    Connect();
    auto unknown = MakeCall("a");
    unknown.method = "clearway.common.v1.EventLogService.Nothing";
    auto broken = MakeCall("b");
    broken.message = "\xff\xff";
    auto large = MakeCall("c");
    large.message.assign(2u << 20, 'x');
    auto first = Start(std::move(unknown));
    auto second = Start(std::move(broken));
    auto third = Start(std::move(large));
    EXPECT_EQ(EchoOf(Start(MakeCall("d")).get()), "d");
    EXPECT_EQ(ErrorOf(first.get()), core::ErrorCode::kCallerNotAllowed);
    EXPECT_EQ(ErrorOf(second.get()), core::ErrorCode::kInvalidArgument);
    EXPECT_NE(third.get().code, grpc::StatusCode::OK);
    EXPECT_EQ(echo_->begun, 1);
}

TEST_F(CallStreamTest, ACallThatIsNotAnsweredEndsAtItsDeadlineAndHoldsUpNoOther) {
    Serve();
    Connect();
    echo_->Hold("slow");
    auto slow = Start(MakeCall("slow", 200ms));
    echo_->WaitForHeld();
    EXPECT_EQ(EchoOf(Start(MakeCall("quick")).get()), "quick");
    EXPECT_EQ(slow.get().code, grpc::StatusCode::DEADLINE_EXCEEDED);
    echo_->LetGo();  // its answer finds nobody waiting
    EXPECT_EQ(EchoOf(Start(MakeCall("after")).get()), "after");
}

TEST_F(CallStreamTest, WhenTooManyCallsWaitTheNextIsRefusedAsOverloadAndThoseThatWaitAreServed) {
    Serve();
    Connect();
    echo_->Hold("slow");
    std::vector<std::future<BytesAnswer>> waiting;
    // One more than a stream lets wait; none of the held can have been answered.
    for (int i = 0; i <= 4'096; ++i) waiting.push_back(Start(MakeCall("slow", 60s)));
    const auto refused = waiting.back().get();
    EXPECT_EQ(ErrorOf(refused), core::ErrorCode::kOverloaded);
    EXPECT_EQ(refused.code, grpc::StatusCode::UNAVAILABLE);
    waiting.pop_back();
    echo_->LetAllGo();
    for (auto& answer : waiting) ASSERT_EQ(EchoOf(answer.get()), "slow");
    EXPECT_EQ(echo_->begun, 4'096);
}

TEST_F(CallStreamTest, ACallWhoseTimeIsOverIsNotSent) {
    Serve();
    Connect();
    EXPECT_EQ(Start(MakeCall("late", -1s)).get().code, grpc::StatusCode::DEADLINE_EXCEEDED);
    EXPECT_EQ(echo_->begun, 0);
}

TEST_F(CallStreamTest, AServerThatDrainsAnswersWhatItBeganAndNoMore) {
    Serve();
    Connect();
    echo_->Hold("begun");
    auto begun = Start(MakeCall("begun"));
    echo_->WaitForHeld();
    std::thread drain([this] { server_->Drain(10s); });
    // Until the client has heard of it, calls are served as ever or left for the end of the stream.
    BytesAnswer refused;
    do refused = Start(MakeCall("refused", 100ms)).get();
    while (refused.code != grpc::StatusCode::UNAVAILABLE);
    echo_->LetGo();
    EXPECT_EQ(EchoOf(begun.get()), "begun");
    drain.join();
    const auto gone = Start(MakeCall("gone")).get();
    EXPECT_EQ(gone.code, grpc::StatusCode::UNAVAILABLE);
}

TEST_F(CallStreamTest, WhatABrokenStreamHadBegunIsInDoubt) {
    Serve();
    Connect();
    echo_->Hold("cut");
    auto cut = Start(MakeCall("cut"));
    echo_->WaitForHeld();
    std::thread stop([this] { server_->Drain(0ms); });  // returns when the handler has ended
    const auto answer = cut.get();
    EXPECT_EQ(answer.code, grpc::StatusCode::UNAVAILABLE);
    EXPECT_FALSE(answer.not_begun);
    echo_->LetGo();
    stop.join();
}

TEST_F(CallStreamTest, ThePeerIsFoundAgain) {
    Serve();
    Connect();
    EXPECT_EQ(EchoOf(Start(MakeCall("one")).get()), "one");
    server_.reset();
    const auto away = Start(MakeCall("away")).get();
    EXPECT_EQ(away.code, grpc::StatusCode::UNAVAILABLE);
    Serve(port_);
    const auto limit = std::chrono::steady_clock::now() + 20s;
    std::string echo;
    while (echo.empty() && std::chrono::steady_clock::now() < limit)
        echo = EchoOf(Start(MakeCall("two")).get());
    EXPECT_EQ(echo, "two");
}

TEST_F(CallStreamTest, EachCallOfAnOperatorInAFrameIsRecordedBeforeItBegins) {
    for (const auto runs : {Runs::kOnRuntime, Runs::kAtOnce}) {
        OperatorNotes operators;
        stream_.reset();
        server_.reset();
        adapter_.emplace(runtime_.GetExecutor(), operators);
        echo_.emplace(*adapter_, runs);
        server_.emplace("127.0.0.1:0", pki_.Issue("service/payment"),
                        std::vector<grpc::Service*>{&*echo_}, &adapter_->Stream());
        port_ = server_->Port();
        Connect("operator/ops");
        std::vector<std::future<BytesAnswer>> answers;
        for (int i = 0; i < 100; ++i) answers.push_back(Start(MakeCall(std::to_string(i))));
        for (auto& answer : answers) EXPECT_NE(EchoOf(answer.get()), "");
        ASSERT_EQ(operators.Notes().size(), 100U);
        EXPECT_EQ(operators.Notes()[0].operator_id, "spiffe://clearway.local/operator/ops");
        EXPECT_EQ(operators.Notes()[0].method, kMethod);

        operators.Break();
        const auto begun = echo_->begun.load();
        EXPECT_EQ(ErrorOf(Start(MakeCall("unrecorded")).get()), core::ErrorCode::kUnavailable);
        EXPECT_EQ(echo_->begun, begun) << "done without a record";
        stream_.reset();
        server_.reset();
        echo_.reset();
        adapter_.reset();
    }
}

TEST_F(CallStreamTest, ItsEndAnswersWhatWaits) {
    Serve();
    Connect();
    echo_->Hold("held");
    auto held = Start(MakeCall("held"));
    echo_->WaitForHeld();
    stream_.reset();
    EXPECT_EQ(held.get().code, grpc::StatusCode::UNAVAILABLE);
    echo_->LetGo();
}

TEST_F(CallStreamTest, AServerServesEveryCallOfItsServices) {
    Adapter adapter(runtime_.GetExecutor(), operators_);
    ServiceWithOneCall forgetful(adapter);
    EXPECT_THROW(
        Server("127.0.0.1:0", pki_.Issue("service/payment"), {&forgetful}, &adapter.Stream()),
        std::logic_error);
}

}  // namespace
}  // namespace clearway::rpc
