// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/peers/rail_client.h"

#include "clearway/rail/v1/rail_service.pb.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
namespace pb = clearway::rail::v1;

constexpr char kSubmit[] = "clearway.rail.v1.RailService.Submit";
constexpr char kReceive[] = "clearway.rail.v1.RailService.Receive";
constexpr auto kSubmitLimit = 5'000ms;
// The proto's bounds of a message and of an answer.
constexpr std::size_t kContentBytesMax = 384u << 10;
constexpr std::int32_t kAnswerBytesMax = 4 << 20;
// A graceful stop waits for it.
constexpr auto kReceiveWait = 5'000ms;
// Beyond the wait: what the answer itself may take.
constexpr auto kReceiveLimit = kReceiveWait + 5'000ms;

}  // namespace

async::Task<core::Result<core::Done>> RailClient::Submit(std::string rail, rails::Message message) {
    const auto peer = peers_.find(rail);
    if (peer == peers_.end()) co_return core::ErrorCode::kUnavailable;
    if (message.content.Reveal().size() > kContentBytesMax)
        co_return core::InvalidField("message", "is larger than 384 KiB");
    pb::SubmitRequest request;
    request.set_rail(rail);
    request.set_message_id(message.id);
    request.set_type(message.type);
    request.set_content(message.content.Reveal());
    const rpc::CallContext call;
    auto calling = peer->second->Call<pb::SubmitResponse>(call, kSubmitLimit, kSubmit, request);
    auto answer = co_await std::move(calling);
    if (!answer) co_return std::move(answer).error();
    co_return core::Done{};
}

async::Task<core::Result<std::vector<RailNetwork::Received>>> RailClient::Receive(
    std::string rail, std::int64_t after, int max) {
    const auto peer = peers_.find(rail);
    if (peer == peers_.end()) co_return core::ErrorCode::kUnavailable;
    pb::ReceiveRequest request;
    request.set_rail(rail);
    request.set_after_sequence(after);
    request.set_max(max);
    request.set_max_bytes(kAnswerBytesMax);
    request.set_wait_ms(static_cast<std::int32_t>(kReceiveWait.count()));
    const rpc::CallContext call;
    auto calling = peer->second->Call<pb::ReceiveResponse>(call, kReceiveLimit, kReceive, request);
    auto answer = co_await std::move(calling);
    if (!answer) co_return std::move(answer).error();
    std::vector<Received> received;
    for (auto& message : *answer->mutable_messages()) {
        received.push_back({.sequence = message.sequence(),
                            .message = {.id = message.message_id(),
                                        .type = message.type(),
                                        .content = core::Sensitive<std::string>(
                                            std::move(*message.mutable_content()))}});
    }
    co_return received;
}

}  // namespace clearway::settlement
