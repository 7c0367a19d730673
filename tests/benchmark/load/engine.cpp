// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/engine.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

namespace clearway::load {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

constexpr auto kPatienceAfterTheEnd = std::chrono::seconds(30);

std::int64_t Microseconds(Clock::duration duration) {
    return duration_cast<microseconds>(duration).count();
}

// steady_clock is CLOCK_MONOTONIC, so its times can be given to the timer as they are.
void Arm(int timer, Clock::time_point at) {
    const auto since_boot = duration_cast<nanoseconds>(at.time_since_epoch()).count();
    itimerspec when{};
    when.it_value.tv_sec = since_boot / 1'000'000'000;
    when.it_value.tv_nsec = since_boot % 1'000'000'000;
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr);
}

nanoseconds ThreadCpu() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + nanoseconds(used.tv_nsec);
}

}  // namespace

void Result::Add(const Result& other) {
    latency.Add(other.latency);
    for (const auto& [status, count] : other.by_status) by_status[status] += count;
    sent += other.sent;
    lost += other.lost;
    held_back += other.held_back;
    throttled += other.throttled;
    if (seconds.size() < other.seconds.size()) seconds.resize(other.seconds.size());
    for (std::size_t i = 0; i < other.seconds.size(); ++i) {
        seconds[i].accepted.Add(other.seconds[i].accepted);
        seconds[i].refused += other.seconds[i].refused;
    }
    elapsed = std::max(elapsed, other.elapsed);
}

Engine::Engine(const Target& target, const Plan& plan, MakeRequest make, OnResponse on_response)
    : target_(target),
      plan_(plan),
      make_(std::move(make)),
      on_response_(std::move(on_response)),
      context_(target),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
      slots_(static_cast<std::size_t>(plan.connections)) {
    for (Slot& slot : slots_) {
        Connect(slot);
        idle_.push_back(&slot);
    }
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.ptr = nullptr}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, timer_, &event);
}

Engine::~Engine() {
    close(timer_);
    close(epoll_);
}

void Engine::Connect(Slot& slot) {
    slot.connection = std::make_unique<Connection>(context_, target_);
    slot.reader = {};
    epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.ptr = &slot}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, slot.connection->Socket(), &event);
}

bool Engine::MaySend(Clock::time_point now) const {
    return plan_.requests > 0 ? started_ < plan_.requests : now < end_;
}

bool Engine::HasCpuLeft(Clock::time_point now) const {
    return (ThreadCpu() - cpu_at_begin_) * 100 <= (now - begin_) * plan_.cpu_percent;
}

// Connections take turns, so that one which is kept waiting is not asked before the others.
void Engine::Flood() {
    const auto now = Clock::now();
    const auto due = [&](Clock::time_point until) {
        return duration_cast<nanoseconds>(until - begin_).count() * plan_.rate / 1'000'000'000;
    };
    const std::int64_t wanted = due(std::min(now, end_));
    const bool has_cpu = HasCpuLeft(now);
    while (has_cpu && !idle_.empty() && started_ < wanted) {
        Slot& slot = *idle_.front();
        idle_.pop_front();
        Send(slot, now);
    }
    const std::int64_t dropped = std::max<std::int64_t>(wanted - started_, 0);
    if (now >= measure_from_) (has_cpu ? result_.held_back : result_.throttled) += dropped;
    started_ += dropped;
    if (MaySend(now)) Arm(timer_, now + std::chrono::milliseconds(1));
}

void Engine::SendWhatIsDue() {
    if (plan_.flood) return Flood();
    while (!idle_.empty()) {
        const auto now = Clock::now();
        auto intended = now;
        if (plan_.rate > 0) {
            intended = begin_ + nanoseconds(started_ * 1'000'000'000 / plan_.rate);
            // What was due before the end is sent, late as it may be: leaving it out would hide it.
            if (!MaySend(intended)) return;
            if (intended > now) return Arm(timer_, intended);
        } else if (!MaySend(now)) {
            return;
        }
        Slot& slot = *idle_.back();
        idle_.pop_back();
        Send(slot, intended);
    }
}

void Engine::Send(Slot& slot, Clock::time_point intended) {
    slot.number = started_++;
    slot.pending = make_(slot.number);
    slot.began = intended;
    slot.measured = intended >= measure_from_;
    slot.busy = true;
    ++busy_;
    if (slot.measured) ++result_.sent;
    if (slot.connection->Write(slot.pending) == Connection::Outcome::kClosed) Lose(slot);
}

void Engine::OnReady(Slot& slot) {
    if (slot.busy && !slot.pending.empty() &&
        slot.connection->Write(slot.pending) == Connection::Outcome::kClosed) {
        return Lose(slot);
    }
    std::string received;
    const auto outcome = slot.connection->Read(received);
    slot.reader.Feed(received);
    while (auto response = slot.reader.Next()) {
        if (!slot.busy) throw std::runtime_error("an answer without a question");
        Finish(slot, *response);
        if (response->close) return Connect(slot);
    }
    if (outcome == Connection::Outcome::kClosed) Lose(slot);
}

void Engine::Finish(Slot& slot, const Response& response) {
    const auto now = Clock::now();
    if (slot.measured) {
        result_.latency.Record(Microseconds(now - slot.began));
        ++result_.by_status[response.status];
        Note(slot, response.status, now);
    }
    on_response_(slot.number, slot.measured, response);
    slot.busy = false;
    --busy_;
    idle_.push_back(&slot);
}

void Engine::Note(const Slot& slot, int status, Clock::time_point now) {
    result_.elapsed = duration_cast<microseconds>(now - measure_from_);
    const auto second = static_cast<std::size_t>((now - measure_from_) / std::chrono::seconds(1));
    if (result_.seconds.size() <= second) result_.seconds.resize(second + 1);
    if (status == 201) {
        result_.seconds[second].accepted.Record(Microseconds(now - slot.began));
    } else {
        ++result_.seconds[second].refused;
    }
}

void Engine::Lose(Slot& slot) {
    if (slot.busy) {
        if (slot.measured) ++result_.lost;
        slot.busy = false;
        --busy_;
        idle_.push_back(&slot);
    }
    Connect(slot);
}

Result Engine::Run() {
    begin_ = Clock::now();
    cpu_at_begin_ = ThreadCpu();
    measure_from_ = begin_ + plan_.warm_up;
    end_ = measure_from_ + plan_.duration;
    std::array<epoll_event, 256> events;
    SendWhatIsDue();
    while (busy_ > 0 || (MaySend(Clock::now()))) {
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            auto* slot = static_cast<Slot*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (slot != nullptr) OnReady(*slot);
        }
        SendWhatIsDue();
        const bool over = plan_.requests == 0 && Clock::now() > end_ + kPatienceAfterTheEnd;
        if (over) throw std::runtime_error("answers are missing long after the end");
    }
    return result_;
}

}  // namespace clearway::load
