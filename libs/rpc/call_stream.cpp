// SPDX-License-Identifier: Apache-2.0
#include "rpc/call_stream.h"

#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <mutex>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "rpc/pacer.h"
#include "rpc/status_map.h"

namespace clearway::rpc {

namespace {

namespace pb = common::v1;
using std::chrono::microseconds;
using std::chrono::system_clock;

constexpr std::size_t kWaitingMax = 4'096;
constexpr int kFrameCallsMax = 128;
// Half of what a server accepts, for a frame and for the one message that may exceed it.
constexpr std::size_t kFrameBytesMax = 512u << 10;
constexpr std::size_t kMessageBytesMax = 448u << 10;
constexpr int kOpeningsMax = 3;
// While calls wait, their deadlines are looked at this often.
constexpr std::chrono::milliseconds kExpiryStep{10};

BytesAnswer Failed(grpc::StatusCode code, bool not_begun = false) {
    return {.code = code, .not_begun = not_begun};
}

// Not a failure of the peer's: a circuit breaker must not count it.
BytesAnswer Overloaded() {
    BytesAnswer answer{.not_begun = true};
    answer.code = ToStatus({.code = core::ErrorCode::kOverloaded, .retry_after_ms = 1000},
                           &answer.error_detail)
                      .error_code();
    return answer;
}

pb::StreamedCall ToMessage(BytesCall call) {
    pb::StreamedCall message;
    message.set_method(std::move(call.method));
    message.set_message(std::move(call.message));
    message.set_request_id(std::move(call.request_id));
    message.set_traceparent(std::move(call.traceparent));
    message.set_partner_id(std::move(call.partner_id));
    message.set_idempotency_key(std::move(call.idempotency_key));
    return message;
}

}  // namespace

// One stream, from its opening until gRPC is done with it.
class CallStream::Connection final : public grpc::ClientBidiReactor<pb::CallFrame, pb::AnswerFrame>,
                                     public Paced,
                                     public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(std::shared_ptr<State> state) : state_(std::move(state)) {}

    void Open(pb::CallStreamService::Stub& stub) {
        stub.async()->Exchange(context_.get(), this);
        AddHold();  // writes begin outside of gRPC's reactions
        StartRead(&incoming_);
        StartCall();
    }
    void Cancel() {
        const std::lock_guard lock(mutex_);
        if (context_) context_->TryCancel();
    }

    // False when the stream has ended: `answered` is untouched.
    bool Add(BytesCall& call, Answered& answered);
    // Answers what is past its deadline. True when calls still wait.
    bool Expire(Deadline now);

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

private:
    struct Waiting {
        Answered answered;
        bool sent = false;
    };
    struct Queued {
        pb::StreamedCall call;
        Deadline deadline;
    };
    using Expiry = std::pair<Deadline, std::uint64_t>;

    void Flush() override;
    bool PrepareWrite();  // under the lock
    void End();

    const std::shared_ptr<State> state_;
    std::unique_ptr<grpc::ClientContext> context_ = std::make_unique<grpc::ClientContext>();
    pb::AnswerFrame incoming_;
    pb::CallFrame outgoing_;

    std::mutex mutex_;
    std::unordered_map<std::uint64_t, Waiting> waiting_;
    std::priority_queue<Expiry, std::vector<Expiry>, std::greater<>> expiries_;
    std::deque<Queued> queue_;
    std::uint64_t next_id_ = 1;
    Pacer::Clock::time_point rests_until_;
    bool flush_waits_ = false;
    bool writing_ = false;
    bool ended_ = false;
    bool released_ = false;  // the hold
};

struct CallStream::State : std::enable_shared_from_this<State> {
    explicit State(const std::shared_ptr<grpc::Channel>& channel)
        : stub(pb::CallStreamService::NewStub(channel)) {}

    std::shared_ptr<Connection> Current();
    // The next call opens another stream.
    void Ended(const Connection* connection);
    void WatchDeadlines();
    void Close();

    std::unique_ptr<pb::CallStreamService::Stub> stub;

    std::mutex mutex;
    std::condition_variable none_left;
    std::shared_ptr<Connection> connection;        // for the next call
    std::set<std::shared_ptr<Connection>> opened;  // until gRPC is done with them
    bool closed = false;
    grpc::Alarm alarm;
    bool alarm_set = false;

private:
    void OnAlarm();
};

std::shared_ptr<CallStream::Connection> CallStream::State::Current() {
    const std::lock_guard lock(mutex);
    if (closed || connection) return closed ? nullptr : connection;
    connection = std::make_shared<Connection>(shared_from_this());
    opened.insert(connection);
    // Under the lock, so that nobody writes before; gRPC calls back elsewhere.
    connection->Open(*stub);
    return connection;
}

void CallStream::State::Ended(const Connection* ended) {
    const std::lock_guard lock(mutex);
    if (connection.get() == ended) connection.reset();
}

void CallStream::State::WatchDeadlines() {
    const std::lock_guard lock(mutex);
    if (closed || alarm_set) return;
    alarm_set = true;
    // Weak: the alarm keeps its callback, and this keeps the alarm.
    alarm.Set(system_clock::now() + kExpiryStep, [weak = weak_from_this()](bool) {
        if (const auto self = weak.lock()) self->OnAlarm();
    });
}

void CallStream::State::OnAlarm() {
    std::vector<std::shared_ptr<Connection>> watched;
    {
        const std::lock_guard lock(mutex);
        alarm_set = false;
        if (closed) return;
        watched.assign(opened.begin(), opened.end());
    }
    bool calls_wait = false;
    for (const auto& each : watched) calls_wait |= each->Expire(system_clock::now());
    if (calls_wait) WatchDeadlines();
}

void CallStream::State::Close() {
    std::unique_lock lock(mutex);
    closed = true;
    alarm.Cancel();
    for (const auto& each : opened) each->Cancel();
    none_left.wait(lock, [this] { return opened.empty(); });
    // Here, not on a thread of gRPC's own: a channel that ends there frees what that thread is in.
    stub.reset();
}

bool CallStream::Connection::Add(BytesCall& call, Answered& answered) {
    const auto deadline = call.deadline;
    bool flush = false;
    bool at_once = false;
    Pacer::Clock::time_point due;
    {
        const std::lock_guard lock(mutex_);
        if (ended_) return false;
        if (waiting_.size() >= kWaitingMax) {
            answered(Overloaded());
            return true;
        }
        const auto id = next_id_++;
        auto message = ToMessage(std::move(call));
        message.set_id(id);
        queue_.push_back({std::move(message), deadline});
        expiries_.emplace(deadline, id);
        waiting_.emplace(id, Waiting{.answered = std::move(answered)});
        flush = !writing_ && !flush_waits_;
        flush_waits_ |= flush;
        due = rests_until_;
        at_once = flush && Pacer::Clock::now() >= due;
    }
    if (at_once)
        async::Burst::AtEnd([self = shared_from_this()] { self->Flush(); });
    else if (flush)
        Pacer::Shared().Wait(shared_from_this(), due);
    return true;
}

bool CallStream::Connection::PrepareWrite() {
    if (writing_ || ended_ || queue_.empty()) return false;
    outgoing_.Clear();
    std::size_t bytes = 0;
    const auto now = system_clock::now();
    while (!queue_.empty() && outgoing_.calls_size() < kFrameCallsMax && bytes < kFrameBytesMax) {
        auto queued = std::move(queue_.front());
        queue_.pop_front();
        const auto found = waiting_.find(queued.call.id());
        if (found == waiting_.end()) continue;  // its time was over before it could leave
        found->second.sent = true;
        const auto left = std::chrono::duration_cast<microseconds>(queued.deadline - now);
        queued.call.set_timeout_us(std::max<std::int64_t>(left.count(), 1));
        bytes += queued.call.message().size();
        *outgoing_.add_calls() = std::move(queued.call);
    }
    writing_ = outgoing_.calls_size() > 0;
    if (writing_) rests_until_ = Pacer::Clock::now() + Pacer::RestAfter(outgoing_.calls_size());
    return writing_;
}

void CallStream::Connection::Flush() {
    bool write = false;
    {
        const std::lock_guard lock(mutex_);
        flush_waits_ = false;
        write = PrepareWrite();
    }
    if (write) StartWrite(&outgoing_);
}

void CallStream::Connection::OnWriteDone(bool ok) {
    bool flush = false;
    Pacer::Clock::time_point due;
    {
        const std::lock_guard lock(mutex_);
        writing_ = false;
        due = rests_until_;
        flush = ok && !ended_ && !queue_.empty() && !flush_waits_;
        flush_waits_ |= flush;
    }
    if (flush) return Pacer::Shared().Wait(shared_from_this(), due);
    End();
}

void CallStream::Connection::OnReadDone(bool ok) {
    if (!ok) {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        state_->Ended(this);
        return End();
    }
    if (incoming_.draining()) state_->Ended(this);
    std::vector<std::pair<Answered, BytesAnswer>> answers;
    answers.reserve(static_cast<std::size_t>(incoming_.answers_size()));
    {
        const std::lock_guard lock(mutex_);
        for (auto& answer : *incoming_.mutable_answers()) {
            const auto found = waiting_.find(answer.id());
            if (found == waiting_.end()) continue;  // after its deadline
            answers.emplace_back(
                std::move(found->second.answered),
                BytesAnswer{.code = static_cast<grpc::StatusCode>(answer.status()),
                            .message = std::move(*answer.mutable_message()),
                            .error_detail = std::move(*answer.mutable_error_detail()),
                            .replayed = answer.replayed()});
            waiting_.erase(found);
        }
    }
    StartRead(&incoming_);
    const async::Burst burst;
    for (auto& [answered, answer] : answers) answered(std::move(answer));
}

// The hold goes when nothing will be written any more.
void CallStream::Connection::End() {
    {
        const std::lock_guard lock(mutex_);
        if (!ended_ || writing_ || released_) return;
        released_ = true;
    }
    RemoveHold();
}

bool CallStream::Connection::Expire(Deadline now) {
    std::vector<Answered> late;
    bool others_wait = false;
    {
        const std::lock_guard lock(mutex_);
        while (!expiries_.empty()) {
            const auto [deadline, id] = expiries_.top();
            const auto found = waiting_.find(id);
            if (found != waiting_.end()) {
                if (deadline > now) break;
                late.push_back(std::move(found->second.answered));
                waiting_.erase(found);
            }
            expiries_.pop();
        }
        others_wait = !expiries_.empty();
    }
    for (const auto& answered : late) answered(Failed(grpc::StatusCode::DEADLINE_EXCEEDED));
    return others_wait;
}

void CallStream::Connection::OnDone(const grpc::Status& status) {
    std::unordered_map<std::uint64_t, Waiting> left;
    std::unique_ptr<grpc::ClientContext> context;  // it owns the channel
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        left.swap(waiting_);
        context.swap(context_);
    }
    context.reset();
    state_->Ended(this);
    // A server that ends a stream in order has answered all that it had begun.
    for (auto& [id, call] : left)
        call.answered(Failed(grpc::StatusCode::UNAVAILABLE, status.ok() || !call.sent));
    const auto self = shared_from_this();
    const auto state = state_;
    const std::lock_guard lock(state->mutex);
    state->opened.erase(self);
    if (state->opened.empty()) state->none_left.notify_all();
}

CallStream::CallStream(std::shared_ptr<grpc::Channel> channel)
    : state_(std::make_shared<State>(channel)) {}

CallStream::~CallStream() { state_->Close(); }

void CallStream::Start(BytesCall call, Answered answered) {
    const auto state = state_;
    if (call.deadline <= system_clock::now())
        return answered(Failed(grpc::StatusCode::DEADLINE_EXCEEDED));
    // It would end the stream, and with it the calls of others.
    if (call.message.size() > kMessageBytesMax)
        return answered(Failed(grpc::StatusCode::RESOURCE_EXHAUSTED));
    for (int openings = 0; openings < kOpeningsMax; ++openings) {
        const auto connection = state->Current();
        if (!connection) break;
        if (connection->Add(call, answered)) return state->WatchDeadlines();
        state->Ended(connection.get());
    }
    answered(Failed(grpc::StatusCode::UNAVAILABLE, true));
}

async::Task<BytesAnswer> CallStream::Call(BytesCall call) {
    // By pointer: the call lives in this coroutine until it goes on.
    auto waiting = async::Suspend<BytesAnswer>([this, &call](async::Resume<BytesAnswer> resume) {
        Start(std::move(call), std::move(resume));
    });
    co_return co_await std::move(waiting);
}

}  // namespace clearway::rpc
