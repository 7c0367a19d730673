// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rpc/rail_service.h"

#include "clearway/rail/v1/rail_service.pb.h"
#include "rpc/times.h"
#include "services/rail_simulator/rails/read_request.h"

namespace clearway::rail_simulator {
namespace {

namespace v1 = clearway::rail::v1;

constexpr int kReceivedMax = 1000;
constexpr int kWaitMillisMax = 30'000;
constexpr int kReceivedBytesMax = 4 << 20;

std::optional<core::Error> CheckRail(const std::string& rail) {
    if (rail == kInstant || rail == kBatch) return std::nullopt;
    return core::InvalidField("rail", "must be instant or batch");
}

async::Task<core::Result<v1::SubmitResponse>> SubmitCall(Exchange& exchange, rpc::CallContext& call,
                                                         const v1::SubmitRequest& request) {
    if (const auto fault = CheckRail(request.rail())) co_return *fault;
    auto read =
        ReadRequest(request.rail(), request.message_id(), request.type(), request.content());
    if (!read) co_return std::move(read).error();
    TakeMessage message{.audience = {call.caller, request.rail()},
                        .message_id = request.message_id(),
                        .type = request.type(),
                        .content = request.content(),
                        .request = std::move(*read)};
    auto submitting = exchange.Submit(std::move(message));
    const auto reply = co_await std::move(submitting);
    if (!reply) co_return reply.error();
    v1::SubmitResponse response;
    response.set_repeated(reply->repeated);
    co_return response;
}

async::Task<core::Result<v1::ReceiveResponse>> ReceiveCall(Exchange& exchange,
                                                           rpc::CallContext& call,
                                                           const v1::ReceiveRequest& request) {
    if (const auto fault = CheckRail(request.rail())) co_return *fault;
    if (request.after_sequence() < 0)
        co_return core::InvalidField("after_sequence", "must not be negative");
    if (request.max() < 1 || request.max() > kReceivedMax)
        co_return core::InvalidField("max", "must be 1 to 1000");
    if (request.wait_ms() < 0 || request.wait_ms() > kWaitMillisMax)
        co_return core::InvalidField("wait_ms", "must be 0 to 30000");
    if (request.max_bytes() < 0 || request.max_bytes() > kReceivedBytesMax)
        co_return core::InvalidField("max_bytes", "must be 0 to 4194304");
    Audience audience{call.caller, request.rail()};
    const Portion portion{
        .messages_max = request.max(),
        .bytes_max = request.max_bytes() == 0 ? kReceivedBytesMax : request.max_bytes()};
    auto receiving = exchange.Receive(std::move(audience), request.after_sequence(), portion,
                                      std::chrono::milliseconds(request.wait_ms()));
    auto answers = co_await std::move(receiving);
    if (!answers) co_return std::move(answers).error();
    v1::ReceiveResponse response;
    for (auto& answer : *answers) {
        auto& message = *response.add_messages();
        message.set_sequence(answer.sequence);
        message.set_message_id(std::move(answer.message_id));
        message.set_type(std::move(answer.type));
        message.set_content(std::move(answer.content));
        *message.mutable_sent_at() = rpc::ToTimestamp(answer.sent_at);
    }
    co_return response;
}

}  // namespace

RailService::RailService(rpc::Adapter& adapter, Exchange& exchange)
    : Service(adapter, "clearway.rail.v1.RailService") {
    Serve("Submit", [&exchange](rpc::CallContext& call, const v1::SubmitRequest& request) {
        return SubmitCall(exchange, call, request);
    });
    Serve("Receive", [&exchange](rpc::CallContext& call, const v1::ReceiveRequest& request) {
        return ReceiveCall(exchange, call, request);
    });
}

}  // namespace clearway::rail_simulator
