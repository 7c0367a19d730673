// SPDX-License-Identifier: Apache-2.0
// That calls share frames; what a frame means is tested in call_stream_test.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

#include "async/burst.h"
#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "rpc/call_stream.h"
#include "rpc/pacer.h"

namespace clearway::rpc {
namespace {

namespace pb = common::v1;
using namespace std::chrono_literals;

// Answers every call of a frame and counts frames.
class CountingService final : public pb::CallStreamService::CallbackService {
public:
    std::atomic<int> frames{0};

    grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame>* Exchange(
        grpc::CallbackServerContext*) override {
        return new Stream(*this);
    }

private:
    class Stream final : public grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame> {
    public:
        explicit Stream(CountingService& service) : service_(service) { StartRead(&frame_); }
        void OnReadDone(bool ok) override {
            if (!ok) return Finish(grpc::Status::OK);
            ++service_.frames;
            answers_.Clear();
            for (const auto& call : frame_.calls()) answers_.add_answers()->set_id(call.id());
            StartWrite(&answers_);
        }
        void OnWriteDone(bool ok) override {
            if (ok) StartRead(&frame_);
        }
        void OnDone() override { delete this; }

    private:
        CountingService& service_;
        pb::CallFrame frame_;
        pb::AnswerFrame answers_;
    };
};

class FramesTest : public ::testing::Test {
protected:
    static constexpr int kCalls = 100;

    FramesTest() {
        grpc::ServerBuilder builder;
        int port = 0;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
        builder.RegisterService(&service_);
        server_ = builder.BuildAndStart();
        stream_ = std::make_unique<CallStream>(grpc::CreateChannel(
            "127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()));
    }
    ~FramesTest() override {
        stream_.reset();
        server_->Shutdown();
    }

    void StartAll() {
        for (int i = 0; i < kCalls; ++i) {
            auto& promise = promises_.emplace_back(std::make_shared<std::promise<BytesAnswer>>());
            stream_->Start(
                {.method = "m", .message = {}, .deadline = std::chrono::system_clock::now() + 30s},
                [promise](BytesAnswer answer) { promise->set_value(std::move(answer)); });
        }
    }
    void AwaitAll() {
        for (auto& promise : promises_)
            EXPECT_EQ(promise->get_future().get().code, grpc::StatusCode::OK);
    }

    CountingService service_;
    std::unique_ptr<grpc::Server> server_;
    std::unique_ptr<CallStream> stream_;
    std::vector<std::shared_ptr<std::promise<BytesAnswer>>> promises_;
};

TEST_F(FramesTest, CallsOfOneBurstLeaveInOneFrame) {
    {
        const async::Burst burst;
        StartAll();
    }
    AwaitAll();
    EXPECT_EQ(service_.frames, 1);
}

TEST_F(FramesTest, ABusyStreamGathersWhatComesWhileItRests) {
    StartAll();
    AwaitAll();
    EXPECT_LT(service_.frames, kCalls / 2);
}

TEST(PacerTest, AStreamRestsLongerTheMoreItsFrameCarried) {
    EXPECT_EQ(Pacer::RestAfter(1), 500us);
    EXPECT_EQ(Pacer::RestAfter(4), 1ms);
    EXPECT_EQ(Pacer::RestAfter(100), 4ms);
}

TEST(PacerTest, AStreamIsFlushedWhenItIsDueAndNotBefore) {
    struct Stream final : Paced {
        explicit Stream(Pacer::Clock::time_point d) : due(d) {}
        void Flush() override { flushed.set_value(Pacer::Clock::now() >= due); }
        Pacer::Clock::time_point due;
        std::promise<bool> flushed;
    };
    Pacer pacer;
    const auto now = Pacer::Clock::now();
    std::vector<std::shared_ptr<Stream>> streams;
    for (const auto rest : {20ms, 1ms, 10ms}) {
        streams.push_back(std::make_shared<Stream>(now + rest));
        pacer.Wait(streams.back(), streams.back()->due);
    }
    for (const auto& stream : streams) EXPECT_TRUE(stream->flushed.get_future().get());
}

}  // namespace
}  // namespace clearway::rpc
