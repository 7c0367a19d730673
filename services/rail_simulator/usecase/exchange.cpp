// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/usecase/exchange.h"

namespace clearway::rail_simulator {
namespace {

using Steady = std::chrono::steady_clock;

// Less than what a participant gives a submission.
constexpr auto kAnswersFirstLimit = std::chrono::seconds(3);

}  // namespace

async::Task<core::Result<Reply>> Exchange::SubmitTo(Ports ports, TakeMessage message) {
    const auto audience = message.audience;
    auto taking = ports.writer.Submit(std::move(message));
    const auto reply = co_await std::move(taking);
    if (!reply || !reply->answers_first) co_return reply;
    const auto until = Steady::now() + kAnswersFirstLimit;
    while (true) {
        const auto rung = ports.bell.Rung();
        if (ports.acknowledged.UpTo(audience) >= reply->answered_up_to) break;
        if (Steady::now() >= until || ports.bell.Closed()) break;
        auto waiting = ports.bell.Wait(rung, until);
        co_await std::move(waiting);
    }
    co_return reply;
}

async::Task<core::Result<std::vector<StoredAnswer>>> Exchange::ReceiveFrom(
    Ports ports, Audience audience, std::int64_t sequence, Portion portion,
    std::chrono::milliseconds wait) {
    if (ports.acknowledged.Note(audience, sequence)) ports.bell.Ring();
    const auto until = Steady::now() + wait;
    while (true) {
        const auto rung = ports.bell.Rung();
        auto reading = ports.reader.AnswersAfter(audience, sequence, portion);
        auto answers = co_await std::move(reading);
        if (!answers || !answers->empty()) co_return answers;
        if (Steady::now() >= until || ports.bell.Closed()) co_return answers;
        auto waiting = ports.bell.Wait(rung, until);
        co_await std::move(waiting);
    }
}

}  // namespace clearway::rail_simulator
