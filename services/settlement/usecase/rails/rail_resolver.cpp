// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_resolver.h"

#include <algorithm>
#include <boost/asio/use_future.hpp>
#include <exception>

#include "async/runtime.h"
#include "core/digest.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;
using rails::Effect;
using rails::RailTransfer;
using rails::State;
using Written = async::Task<bool>;

constexpr int kAtOnceMax = 64;
constexpr auto kRetryPause = 1s;
constexpr auto kLongestSleep = 30s;
// A table may change, and a rail be well again, sooner than was thought.
constexpr auto kLongestPostponement = 1h;

const rails::Reason kNoRail{"AG03", "No rail takes a payment of this kind."};
const rails::Reason kErased{"MS03", "What is known of the payee was erased."};
const rails::Reason kNotExpressible{"FF01", "The rail has no words for this payment."};
const rails::Reason kRefusedAtTheDoor{"FF01", "The rail refused the message."};

RailMessageRecord RecordOf(const std::string& rail, const rails::Message& message,
                           const core::PaymentId& payment) {
    return {.rail = rail,
            .outgoing = true,
            .message_id = message.id,
            .type = message.type,
            .digest = core::AsBytes(core::Sha256(message.content.Reveal())),
            .payment = payment};
}

rails::Verdict Says(rails::Verdict::Kind kind, rails::Reason reason = {}) {
    return {.kind = kind, .message_id = "", .reason = std::move(reason)};
}

}  // namespace

RailResolver::RailResolver(const RailPorts& ports, const rails::RoutingTable& table,
                           const RailKinds& kinds)
    : ports_(ports), table_(table), kinds_(kinds) {
    for (const auto& rail : table_.rails)
        healths_.emplace(rail.name, rails::RailHealth(rail.health));
}

Written RailResolver::Do(RailTransfer transfer) {
    if (transfer.recall == rails::Recall::kRequested && transfer.state != State::kCreated)
        return Recall(std::move(transfer));
    switch (transfer.state) {
        case State::kCreated: return Submit(std::move(transfer));
        case State::kUnknown: return Enquire(std::move(transfer));
        case State::kSubmitting:
        case State::kSubmitted: break;
        case State::kAccepted:
        case State::kRejected:
        case State::kReturned: break;  // of these only a recall is due: absorbed
    }
    Failed(transfer.route.rail);
    return Step({.id = transfer.id, .event = rails::AnswerLost{}});
}

Written RailResolver::Submit(RailTransfer transfer) {
    const auto choice = Choose(transfer);
    const auto now = ports_.clock.Now();
    if (!choice.route && !choice.again_at) co_return co_await Reject(transfer, kNoRail);
    if (!choice.route) {
        const auto again = std::min<core::Timestamp>(*choice.again_at, now + kLongestPostponement);
        RailStep wait{.id = transfer.id, .event = rails::Postpone{again}};
        co_return co_await Step(std::move(wait));
    }
    auto asking = ports_.instructions.Get(transfer.order);
    const auto instruction = co_await std::move(asking);
    if (!instruction) {
        RailStep wait{.id = transfer.id, .event = rails::Postpone{now + kRetryPause}};
        co_return co_await Step(std::move(wait));
    }
    // What may have left is not called rejected: it is not sent again, and the rail is asked on.
    const bool first = transfer.attempts == 0;
    if (instruction->erased && first) co_return co_await Reject(transfer, kErased);
    const auto* speaker = SpeakerOf(choice.route->rail);
    auto message = speaker ? speaker->Submit(transfer, *instruction)
                           : core::Result<rails::Message>(core::ErrorCode::kInternal);
    if (!message && first) co_return co_await Reject(transfer, kNotExpressible);
    RailStep begin{.id = transfer.id, .event = {}, .left_out = choice.left_out};
    if (message) begin.messages = {RecordOf(choice.route->rail, *message, transfer.order.payment)};
    // Without a message it is another one than that which was sent, and a person looks.
    begin.event = rails::BeginSubmission{*choice.route, message ? begin.messages[0].digest : ""};
    if (!co_await Step(std::move(begin)) || !message) co_return false;
    transfer.route = *choice.route;
    if (speaker->SettlesAtOnce()) {
        RailStep settle{.id = transfer.id, .event = Says(rails::Verdict::Kind::kAccepted)};
        co_return co_await Step(std::move(settle));
    }
    co_return co_await Send(std::move(transfer), std::move(*message));
}

Written RailResolver::Send(RailTransfer transfer, rails::Message message) {
    auto sending = ports_.network.Submit(transfer.route.rail, std::move(message));
    const auto sent = co_await std::move(sending);
    RailStep step{.id = transfer.id, .event = rails::Taken{}};
    if (sent || sent.error().code == core::ErrorCode::kInvalidArgument) {
        Answered(transfer.route.rail);
        if (!sent) step.event = Says(rails::Verdict::Kind::kRejected, kRefusedAtTheDoor);
    } else {
        Failed(transfer.route.rail);
        step.event = rails::AnswerLost{};
    }
    co_return co_await Step(std::move(step));
}

Written RailResolver::Enquire(RailTransfer transfer) {
    const auto* speaker = SpeakerOf(transfer.route.rail);
    RailStep step{.id = transfer.id, .event = rails::EnquirySent{}};
    std::optional<rails::Message> message;
    if (speaker) {
        message = speaker->Enquire(transfer, transfer.enquiries + 1);
        step.messages = {RecordOf(transfer.route.rail, *message, transfer.order.payment)};
    }
    // Counted first: a rail that is away is not asked in a circle.
    if (!co_await Step(std::move(step))) co_return false;
    if (!message) co_return true;
    if (speaker->SettlesAtOnce()) {
        RailStep settle{.id = transfer.id, .event = Says(rails::Verdict::Kind::kAccepted)};
        co_return co_await Step(std::move(settle));
    }
    auto sending = ports_.network.Submit(transfer.route.rail, std::move(*message));
    const auto sent = co_await std::move(sending);
    if (sent)
        Answered(transfer.route.rail);
    else
        Failed(transfer.route.rail);
    co_return true;
}

// The same recall, until the rail has it.
Written RailResolver::Recall(RailTransfer transfer) {
    const auto* speaker = SpeakerOf(transfer.route.rail);
    if (!speaker) co_return false;
    auto message = speaker->Recall(transfer);
    RailStep step{.id = transfer.id,
                  .event = rails::RecallSent{},
                  .messages = {RecordOf(transfer.route.rail, message, transfer.order.payment)}};
    if (!speaker->SettlesAtOnce()) {
        auto sending = ports_.network.Submit(transfer.route.rail, std::move(message));
        const auto sent = co_await std::move(sending);
        if (!sent) step = {.id = transfer.id, .event = rails::RecallLost{}};
    }
    co_return co_await Step(std::move(step));
}

Written RailResolver::Reject(RailTransfer transfer, rails::Reason reason) {
    RailStep step{.id = transfer.id,
                  .event = Says(rails::Verdict::Kind::kRejected, std::move(reason))};
    co_return co_await Step(std::move(step));
}

Written RailResolver::Step(RailStep step) {
    auto asking = ports_.book.Submit(RailCommand(std::move(step)));
    const auto reply = co_await std::move(asking);
    co_return reply && reply->effect == Effect::kDone;
}

rails::Choice RailResolver::Choose(const RailTransfer& transfer) {
    if (transfer.attempts > 0) return {.route = transfer.route};
    const auto now = ports_.clock.Now();
    const std::lock_guard lock(mutex_);
    auto choice = rails::ChooseRail(table_, transfer.order, healths_, now);
    if (choice.route) healths_.find(choice.route->rail)->second.Chosen(now);
    return choice;
}

const rails::Rail* RailResolver::SpeakerOf(const std::string& rail) const {
    const auto* terms = table_.Find(rail);
    const auto kind = terms ? kinds_.find(terms->kind) : kinds_.end();
    return kind == kinds_.end() ? nullptr : kind->second.get();
}

void RailResolver::Answered(const std::string& rail) {
    const std::lock_guard lock(mutex_);
    if (const auto health = healths_.find(rail); health != healths_.end())
        health->second.Answered();
}

void RailResolver::Failed(const std::string& rail) {
    const std::lock_guard lock(mutex_);
    if (const auto health = healths_.find(rail); health != healths_.end())
        health->second.Failed(ports_.clock.Now());
}

RailTimer::RailTimer(RailResolver& resolver, RailBookReader& reader, const core::Clock& clock,
                     async::Executor executor)
    : resolver_(resolver),
      reader_(reader),
      clock_(clock),
      executor_(std::move(executor)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void RailTimer::Notice(core::Timestamp due_at) {
    {
        const std::lock_guard lock(mutex_);
        if (due_at >= sleeping_until_) return;
        look_again_ = true;
    }
    wake_.notify_one();
}

void RailTimer::Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(mutex_);
            look_again_ = false;
            // Until the look has ended every notice counts.
            sleeping_until_ = core::Timestamp::max();
        }
        auto until = clock_.Now() + kRetryPause;
        try {
            until = DoDue(stop);
        } catch (const std::exception& error) {
            log::Warn("payments at rails wait, trying again", {{"reason", error.what()}});
        }
        std::unique_lock lock(mutex_);
        sleeping_until_ = until;
        wake_.wait_for(lock, stop, until - clock_.Now(), [this] { return look_again_; });
    }
}

// Those that were due when it began: what they make due again is seen by the next look.
core::Timestamp RailTimer::DoDue(const std::stop_token& stop) {
    const auto now = clock_.Now();
    const auto found = async::BlockOn(executor_, reader_.EarliestDue(kAtOnceMax));
    if (!found || stop.stop_requested()) return now + kRetryPause;
    std::vector<std::future<bool>> running;
    auto next = core::Timestamp::max();
    for (const auto& transfer : *found) {
        if (*transfer.due_at > now) {
            next = *transfer.due_at;
            break;
        }
        running.push_back(
            boost::asio::co_spawn(executor_, resolver_.Do(transfer), boost::asio::use_future));
    }
    bool all = true;
    for (auto& one : running) all = one.get() && all;
    if (!all) return now + kRetryPause;
    if (static_cast<int>(running.size()) == kAtOnceMax) return now;  // more are waiting
    return std::min<core::Timestamp>(next, now + kLongestSleep);
}

}  // namespace clearway::settlement::usecase
