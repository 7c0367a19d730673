// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/sending.h"

#include <algorithm>
#include <iterator>

#include "async/parallel.h"
#include "core/digest.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr auto kShortestRetry = 1s;
constexpr auto kLongestRetry = 60s;

const rails::Reason kErased{"MS03", "What is known of a party was erased."};
const rails::Reason kNoInstruction{"MS03", "What was ordered cannot be told."};

}  // namespace

RailMessageRecord RecordOf(const std::string& rail, const rails::Message& message,
                           const std::optional<core::PaymentId>& payment) {
    return {.rail = rail,
            .outgoing = true,
            .message_id = message.id,
            .type = message.type,
            .digest = core::AsBytes(core::Sha256(message.content.Reveal())),
            .payment = payment};
}

rails::Verdict Says(rails::Verdict::Kind kind, rails::Reason reason) {
    return {.kind = kind, .message_id = "", .reason = std::move(reason)};
}

rails::Verdict RefusesAtTheDoor() {
    auto verdict = Says(rails::Verdict::Kind::kRejected, kRefusedAtTheDoor);
    verdict.not_taken = true;
    return verdict;
}

std::chrono::microseconds WaitBehind(core::Timestamp since, core::Timestamp now) {
    return std::clamp<std::chrono::microseconds>(now - since, kShortestRetry, kLongestRetry);
}

bool MayHelpLater(core::ErrorCode code) {
    const auto kind = core::Describe(code).error_class;
    return kind != core::ErrorClass::kMalformed && kind != core::ErrorClass::kNotFound &&
           kind != core::ErrorClass::kRefused;
}

async::Task<Told> AskWhatToPay(RailInstructions& instructions, rails::RailOrder order) {
    auto asking = instructions.Get(std::move(order));
    auto instruction = co_await std::move(asking);
    Told told;
    if (!instruction) {
        const auto code = instruction.error().code;
        if (!MayHelpLater(code)) told.never = kNoInstruction;
        told.away = !told.never && code != core::ErrorCode::kInternal;
    } else if (instruction->erased) {
        told.never = kErased;
    } else {
        told.instruction = std::move(*instruction);
    }
    co_return told;
}

// Halves the list until one is left.
async::Task<std::vector<Told>> AskWhatToPay(RailInstructions& instructions,
                                            std::span<const rails::RailTransfer> transfers) {
    std::vector<Told> all;
    if (transfers.empty()) co_return all;
    if (transfers.size() == 1) {
        auto asking = AskWhatToPay(instructions, transfers.front().order);
        all.push_back(co_await std::move(asking));
        co_return all;
    }
    const auto half = transfers.size() / 2;
    auto first = AskWhatToPay(instructions, transfers.first(half));
    auto second = AskWhatToPay(instructions, transfers.subspan(half));
    auto both = async::Both(std::move(first), std::move(second));
    auto [front, back] = co_await std::move(both);
    all = std::move(front);
    std::ranges::move(back, std::back_inserter(all));
    co_return all;
}

}  // namespace clearway::settlement::usecase
