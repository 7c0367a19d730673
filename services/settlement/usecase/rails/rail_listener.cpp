// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_listener.h"

#include <exception>

#include "async/runtime.h"
#include "core/digest.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr int kFetchedMax = 256;
constexpr auto kRetryPause = 1s;

RailMessageRecord RecordOf(const std::string& rail, const rails::Message& message,
                           const std::vector<rails::Statement>& statements) {
    RailMessageRecord record{.rail = rail,
                             .outgoing = false,
                             .message_id = message.id,
                             .type = message.type,
                             .digest = core::AsBytes(core::Sha256(message.content.Reveal()))};
    if (statements.size() == 1 && !statements.front().payment.value.IsNil())
        record.payment = statements.front().payment;
    return record;
}

}  // namespace

ReceiveFromRail Interpret(const std::string& rail, const rails::Rail& speaker, std::int64_t after,
                          const std::vector<RailNetwork::Received>& received) {
    ReceiveFromRail all{.rail = rail, .after = after, .up_to = after};
    for (const auto& [sequence, message] : received) {
        auto heard = speaker.OnMessage(message.type, message.content.Reveal());
        // Nobody can tell what it says: a statement about no payment.
        auto statements =
            heard
                ? std::move(*heard)
                : std::vector<rails::Statement>{{.payment = {},
                                                 .verdict = {.kind = rails::Verdict::Kind::kPending,
                                                             .message_id = message.id}}};
        all.messages.push_back(RecordOf(rail, message, statements));
        for (auto& statement : statements) all.statements.push_back(std::move(statement));
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
                                           Ports ports) {
    auto asking = ports.reader.CursorOf(rail);
    const auto cursor = co_await std::move(asking);
    if (!cursor) co_return false;
    auto fetching = ports.network.Receive(rail, *cursor, kFetchedMax);
    const auto received = co_await std::move(fetching);
    if (!received) co_return false;
    if (received->empty()) co_return true;
    auto applying = ports.book.Submit(Interpret(rail, speaker, *cursor, *received));
    const auto applied = co_await std::move(applying);
    co_return applied.has_value();
}

void RailListener::Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        bool good = false;
        try {
            good = async::BlockOn(executor_, ListenOnce(rail_, speaker_, ports_));
        } catch (const std::exception& error) {
            log::Warn("messages of a rail wait, trying again", {{"reason", error.what()}});
        }
        if (good) continue;
        std::unique_lock lock(mutex_);
        pause_.wait_for(lock, stop, kRetryPause, [] { return false; });
    }
}

}  // namespace clearway::settlement::usecase
