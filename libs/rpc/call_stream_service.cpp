// SPDX-License-Identifier: Apache-2.0
#include "rpc/call_stream_service.h"

#include <algorithm>
#include <boost/asio/detached.hpp>
#include <boost/asio/system_executor.hpp>
#include <deque>
#include <mutex>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "rpc/call_context.h"
#include "rpc/method_table.h"
#include "rpc/pacer.h"

namespace clearway::rpc {

namespace {

namespace pb = common::v1;

// Beyond it a stream is not read: the client's frames wait with the client.
constexpr std::size_t kUnansweredMax = 2'048;
// Calls of a frame that run one after the other on one thread until each first waits. More threads
// would wake for work of microseconds; one would keep the others idle when there is much.
constexpr int kCallsATurn = 64;
// A frame of no more calls, all of which run at once, wakes no other thread: that would take longer
// than they do.
constexpr int kCallsAtOnceMax = 8;
constexpr int kFrameAnswersMax = 256;
constexpr std::size_t kFrameBytesMax = 512u << 10;

CallHeader HeaderOf(pb::StreamedCall& call) {
    CallHeader header{.request_id = std::move(*call.mutable_request_id()),
                      .traceparent = std::move(*call.mutable_traceparent()),
                      .partner_id = {},
                      .idempotency_key = {},
                      .deadline = std::chrono::system_clock::now() +
                                  std::chrono::microseconds(call.timeout_us())};
    if (!call.partner_id().empty()) header.partner_id = std::move(*call.mutable_partner_id());
    if (!call.idempotency_key().empty())
        header.idempotency_key = std::move(*call.mutable_idempotency_key());
    return header;
}

}  // namespace

struct CallStreamService::State {
    State(async::Executor runtime, std::shared_ptr<detail::MethodMetrics> methods_served)
        : executor(std::move(runtime)), methods(std::move(methods_served)) {}

    const async::Executor executor;
    const std::shared_ptr<detail::MethodMetrics> methods;
    struct Offered {
        detail::BytesHandler handler;
        Runs runs;
    };
    std::unordered_map<std::string, Offered> handlers;  // fixed once serving

    std::mutex mutex;
    std::set<std::shared_ptr<Stream>> streams;
    bool draining = false;
};

// Lives until gRPC is done with it and every call it read has ended.
class CallStreamService::Stream final
    : public grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame>,
      public Paced,
      public std::enable_shared_from_this<CallStreamService::Stream> {
public:
    Stream(std::shared_ptr<State> state, std::string spiffe_id)
        : state_(std::move(state)), spiffe_id_(std::move(spiffe_id)) {}

    void Begin() { StartRead(&incoming_); }
    void Drain() {
        {
            const std::lock_guard lock(mutex_);
            reading_ended_ = true;
            // Told at once, so that the client does not queue behind calls that take their time.
            tell_draining_ = unanswered_ > 0;
        }
        Flush();
    }

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnCancel() override {
        {
            const std::lock_guard lock(mutex_);
            broken_ = reading_ended_ = true;
            gathered_.clear();
        }
        MaybeFinish();
    }
    void OnDone() override;

private:
    struct FramedCall {
        FramedCall(std::shared_ptr<Stream> from, pb::StreamedCall&& received)
            : stream(std::move(from)),
              call(std::move(received)),
              served(stream->state_->methods->Find(call.method())) {}
        std::shared_ptr<Stream> stream;
        pb::StreamedCall call;
        detail::ServedCall served;
    };
    using Calls = std::vector<std::unique_ptr<FramedCall>>;

    void Take(pb::CallFrame& frame);
    bool RunsAtOnce(const pb::CallFrame& frame) const;
    static void Start(Calls& calls, const async::Executor& executor);
    static async::Task<void> Serve(std::unique_ptr<FramedCall> call,
                                   const detail::BytesHandler* handler);
    void Answer(FramedCall& call, core::Result<std::string> result);
    void ReadOn();
    void Flush() override;
    // Under the lock: what has gathered becomes the frame to write. False when there is nothing to
    // write or a write is under way.
    bool PrepareWrite();
    void MaybeFinish();

    const std::shared_ptr<State> state_;
    const std::string spiffe_id_;
    pb::CallFrame incoming_;
    pb::AnswerFrame outgoing_;

    std::mutex mutex_;
    std::deque<pb::StreamedAnswer> gathered_;
    std::size_t unanswered_ = 0;
    Pacer::Clock::time_point rests_until_;
    bool flush_waits_ = false;
    bool writing_ = false;
    bool read_paused_ = false;
    bool reading_ended_ = false;
    bool tell_draining_ = false;
    bool broken_ = false;
    bool finished_ = false;
};

void CallStreamService::Stream::OnReadDone(bool ok) {
    bool read_on = false;
    pb::CallFrame frame;
    {
        const std::lock_guard lock(mutex_);
        if (!ok) reading_ended_ = true;
        if (!reading_ended_) {
            // Taken under the lock: once paused, an answering thread may begin the next read.
            frame.Swap(&incoming_);
            unanswered_ += static_cast<std::size_t>(frame.calls_size());
            read_paused_ = unanswered_ >= kUnansweredMax;
            read_on = !read_paused_;
        }
        // A frame that came after the end of reading is left: its calls were not begun.
        ok = !reading_ended_;
    }
    if (!ok) return MaybeFinish();
    if (read_on) StartRead(&incoming_);
    Take(frame);
}

void CallStreamService::Stream::Take(pb::CallFrame& frame) {
    const bool at_once = RunsAtOnce(frame);
    Calls calls;
    const auto begin = [&] {
        if (at_once) return Start(calls, boost::asio::system_executor());
        auto turn = std::make_shared<Calls>(std::exchange(calls, {}));
        boost::asio::post(state_->executor,
                          [turn, executor = state_->executor] { Start(*turn, executor); });
    };
    for (auto& received : *frame.mutable_calls()) {
        calls.push_back(std::make_unique<FramedCall>(shared_from_this(), std::move(received)));
        if (calls.size() == kCallsATurn) begin();
    }
    if (!calls.empty()) begin();
}

bool CallStreamService::Stream::RunsAtOnce(const pb::CallFrame& frame) const {
    if (frame.calls_size() > kCallsAtOnceMax) return false;
    return std::ranges::all_of(frame.calls(), [this](const auto& call) {
        const auto found = state_->handlers.find(call.method());
        return found != state_->handlers.end() && found->second.runs == Runs::kAtOnce;
    });
}

// Each runs until it first waits. On the system's executor a handler that never waits has ended
// then.
void CallStreamService::Stream::Start(Calls& calls, const async::Executor& executor) {
    const async::Burst burst;
    for (auto& call : calls) {
        auto& stream = *call->stream;
        if (auto refused = call->served.Admit(stream.spiffe_id_, HeaderOf(call->call))) {
            stream.Answer(*call, std::move(*refused));
            continue;
        }
        const auto& handlers = stream.state_->handlers;
        const auto found = handlers.find(call->call.method());
        if (found == handlers.end()) {
            stream.Answer(*call, core::ErrorCode::kNotFound);
            continue;
        }
        boost::asio::co_spawn(executor, Serve(std::move(call), &found->second.handler),
                              boost::asio::detached);
    }
}

async::Task<void> CallStreamService::Stream::Serve(std::unique_ptr<FramedCall> call,
                                                   const detail::BytesHandler* handler) {
    async::Task<core::Result<std::string>> running = (*handler)(call->served, call->call.message());
    core::Result<std::string> result = co_await std::move(running);
    call->stream->Answer(*call, std::move(result));
}

void CallStreamService::Stream::Answer(FramedCall& call, core::Result<std::string> result) {
    pb::StreamedAnswer answer;
    answer.set_id(call.call.id());
    std::optional<core::Error> error;
    if (result) {
        answer.set_message(std::move(*result));
    } else {
        error = std::move(result).error();
    }
    answer.set_status(call.served.End(error, answer.mutable_error_detail()).error_code());
    answer.set_replayed(call.served.Context().replayed);
    ReadOn();
    bool flush = false;
    bool at_once = false;
    Pacer::Clock::time_point due;
    {
        const std::lock_guard lock(mutex_);
        --unanswered_;
        if (!broken_) gathered_.push_back(std::move(answer));
        flush = !broken_ && !writing_ && !flush_waits_;
        flush_waits_ |= flush;
        due = rests_until_;
        at_once = flush && Pacer::Clock::now() >= due;
    }
    if (at_once)
        async::Burst::AtEnd([self = shared_from_this()] { self->Flush(); });
    else if (flush)
        Pacer::Shared().Wait(shared_from_this(), due);
    else
        MaybeFinish();
}

// Called while the answered call still counts, which keeps the stream from ending meanwhile.
void CallStreamService::Stream::ReadOn() {
    {
        const std::lock_guard lock(mutex_);
        if (!read_paused_ || reading_ended_ || unanswered_ > kUnansweredMax / 2) return;
        read_paused_ = false;
    }
    StartRead(&incoming_);
}

bool CallStreamService::Stream::PrepareWrite() {
    if (writing_ || broken_ || finished_ || (gathered_.empty() && !tell_draining_)) return false;
    outgoing_.Clear();
    outgoing_.set_draining(std::exchange(tell_draining_, false));
    std::size_t bytes = 0;
    while (!gathered_.empty() && outgoing_.answers_size() < kFrameAnswersMax &&
           bytes < kFrameBytesMax) {
        bytes += gathered_.front().message().size();
        *outgoing_.add_answers() = std::move(gathered_.front());
        gathered_.pop_front();
    }
    writing_ = true;
    rests_until_ = Pacer::Clock::now() + Pacer::RestAfter(outgoing_.answers_size());
    return true;
}

void CallStreamService::Stream::Flush() {
    bool write = false;
    {
        const std::lock_guard lock(mutex_);
        flush_waits_ = false;
        write = PrepareWrite();
    }
    if (write) return StartWrite(&outgoing_);
    MaybeFinish();
}

void CallStreamService::Stream::OnWriteDone(bool ok) {
    bool flush = false;
    Pacer::Clock::time_point due;
    {
        const std::lock_guard lock(mutex_);
        writing_ = false;
        due = rests_until_;
        if (!ok) {
            broken_ = reading_ended_ = true;
            gathered_.clear();
        }
        flush = !gathered_.empty() && !flush_waits_;
        flush_waits_ |= flush;
    }
    if (flush) return Pacer::Shared().Wait(shared_from_this(), due);
    MaybeFinish();
}

void CallStreamService::Stream::MaybeFinish() {
    {
        const std::lock_guard lock(mutex_);
        if (finished_ || !reading_ended_ || unanswered_ > 0 || writing_ || !gathered_.empty())
            return;
        finished_ = true;
    }
    Finish(grpc::Status::OK);
}

void CallStreamService::Stream::OnDone() {
    const auto self = shared_from_this();
    const auto state = state_;
    const std::lock_guard lock(state->mutex);
    state->streams.erase(self);
}

CallStreamService::CallStreamService(async::Executor runtime,
                                     std::shared_ptr<detail::MethodMetrics> methods)
    : state_(std::make_shared<State>(std::move(runtime), std::move(methods))) {}

CallStreamService::~CallStreamService() = default;

void CallStreamService::Add(std::string method, detail::BytesHandler handler, Runs runs) {
    state_->handlers.emplace(std::move(method), State::Offered{std::move(handler), runs});
}

void CallStreamService::RequireOffered(const std::vector<std::string>& services) const {
    const std::string own(pb::CallStreamService::service_full_name());
    for (const auto& method : LinkedMethods()) {
        if (method.service == own || !std::ranges::count(services, method.service)) continue;
        if (!state_->handlers.contains(method.FullName()))
            throw std::logic_error(method.FullName() + " was not offered to the call stream");
    }
}

grpc::ServerBidiReactor<pb::CallFrame, pb::AnswerFrame>* CallStreamService::Exchange(
    grpc::CallbackServerContext* context) {
    auto stream = std::make_shared<Stream>(state_, SpiffeIdOf(*context));
    bool draining = false;
    {
        const std::lock_guard lock(state_->mutex);
        state_->streams.insert(stream);
        draining = state_->draining;
    }
    if (draining) {
        stream->Drain();
    } else {
        stream->Begin();
    }
    return stream.get();
}

void CallStreamService::Drain() {
    std::set<std::shared_ptr<Stream>> streams;
    {
        const std::lock_guard lock(state_->mutex);
        state_->draining = true;
        streams = state_->streams;
    }
    for (const auto& stream : streams) stream->Drain();
}

}  // namespace clearway::rpc
