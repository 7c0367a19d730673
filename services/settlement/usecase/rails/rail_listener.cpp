// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_listener.h"

#include <algorithm>
#include <exception>
#include <string_view>

#include "async/runtime.h"
#include "core/digest.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr auto kRetryPause = 1s;

constexpr std::size_t kLabelMax = 64;

// What stands on a message is the sender's: only what every column and log can hold is kept.
std::string Label(std::string_view text) {
    std::string label(text.substr(0, kLabelMax));
    std::ranges::replace_if(
        label, [](char c) { return c < ' ' || c > '~'; }, '?');
    return label;
}

RailMessageRecord RecordOf(const std::string& rail, const rails::Message& message) {
    return {.rail = rail,
            .outgoing = false,
            .message_id = Label(message.id),
            .type = Label(message.type),
            .digest = core::AsBytes(core::Sha256(message.content.Reveal()))};
}

// That it had to be asked again, or never had a message, is no sign that it is well.
bool IsAnAnswer(const rails::Statement& statement) {
    return statement.verdict.kind != rails::Verdict::Kind::kAbsent;
}

}  // namespace

ReceiveFromRail Interpret(const std::string& rail, const rails::Rail& speaker, std::int64_t after,
                          const std::vector<RailNetwork::Received>& received) {
    ReceiveFromRail all{.rail = rail, .after = after, .up_to = after};
    for (const auto& [sequence, message] : received) {
        if (sequence <= all.up_to) continue;  // known
        auto record = RecordOf(rail, message);
        auto heard = speaker.OnMessage(message.type, message.content.Reveal());
        if (!heard) {
            all.unreadable.push_back(record);
        } else {
            if (heard->size() == 1 && !heard->front().payment.value.IsNil())
                record.payment = heard->front().payment;
            for (auto& statement : *heard) all.statements.push_back(std::move(statement));
        }
        all.messages.push_back(std::move(record));
        all.up_to = sequence;
    }
    return all;
}

RailListener::RailListener(std::string rail, const rails::Rail& speaker, const Ports& ports,
                           async::Executor executor)
    : rail_(std::move(rail)),
      speaker_(speaker),
      ports_(ports),
      executor_(std::move(executor)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

async::Task<bool> RailListener::ListenOnce(std::string rail, const rails::Rail& speaker,
                                           Ports ports, int max) {
    auto asking = ports.reader.CursorOf(rail);
    const auto cursor = co_await std::move(asking);
    if (!cursor) co_return false;
    auto fetching = ports.network.Receive(rail, *cursor, max);
    const auto received = co_await std::move(fetching);
    if (!received) co_return false;
    if (received->empty()) co_return true;
    auto said = Interpret(rail, speaker, *cursor, *received);
    if (said.up_to == *cursor) co_return false;
    if (std::ranges::any_of(said.statements, IsAnAnswer)) ports.router.Answered(rail);
    auto applying = ports.book.Submit(RailCommand(std::move(said)));
    const auto applied = co_await std::move(applying);
    co_return applied.has_value();
}

// After a failure fewer are fetched at once: an answer that is too large for a call must not come
// again for ever.
void RailListener::Run(const std::stop_token& stop) {
    int max = kFetchedMax;
    while (!stop.stop_requested()) {
        bool good = false;
        try {
            good = async::BlockOn(executor_, ListenOnce(rail_, speaker_, ports_, max));
        } catch (const std::exception& error) {
            log::Warn("messages of a rail wait, trying again", {{"reason", error.what()}});
        }
        max = good ? std::min(max + 1, kFetchedMax) : std::max(1, max / 2);
        if (good) continue;
        std::unique_lock lock(mutex_);
        pause_.wait_for(lock, stop, kRetryPause, [] { return false; });
    }
}

}  // namespace clearway::settlement::usecase
