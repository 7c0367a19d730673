// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/remote.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <optional>

#include "async/runtime.h"
#include "clearway/common/v1/options.pb.h"
#include "core/uuid.h"
#include "gateway/upstream/upstream.h"
#include "telemetry/trace.h"
#include "transcode/json_reader.h"
#include "transcode/json_writer.h"

namespace clearway::gateway::console {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

constexpr int kDefaultDeadlineMs = 5'000;

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
    return std::unique_ptr<Message>(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

std::string UpperCase(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return upper;
}

// BlockOn() asks for a type that can be made empty.
async::Task<std::optional<core::Result<std::string>>> Invoke(upstream::Upstream& upstream,
                                                             upstream::Call call) {
    auto invoked = upstream.Invoke(std::move(call));
    auto answer = co_await std::move(invoked);
    if (!answer) co_return core::Result<std::string>(std::move(answer).error());
    co_return core::Result<std::string>(std::string(answer->bytes));
}

core::Result<std::string> Send(const OperatorCall& call, const upstream::Peer& peer,
                               const rpc::TlsFiles& tls, std::string request) {
    const auto& option = call.method->options().GetExtension(common::v1::operation);
    const std::string path = "/" + call.method->service()->full_name() + "/" + call.method->name();
    const int limit_ms = option.deadline_ms_max();
    async::Runtime runtime(1);
    upstream::Upstream upstream({peer}, tls);
    upstream::Call sent{
        .service = peer.service,
        .path = path,
        .message = std::move(request),
        .deadline = std::chrono::milliseconds(limit_ms == 0 ? kDefaultDeadlineMs : limit_ms),
        .repeatable = option.repeatable(),
        .partner_id = {},
        .idempotency_key = std::nullopt,
        .request_id = core::Uuid::Random().ToString(),
        .traceparent = trace::TraceContext::Start().ToTraceparent()};
    auto answer = async::BlockOn(runtime.GetExecutor(), Invoke(upstream, std::move(sent)));
    return std::move(*answer);
}

}  // namespace

core::Result<std::string> CallRemote(const OperatorCall& call, std::string_view peer,
                                     std::string_view json, config::Environment& environment) {
    const auto request = NewMessage(call.method->input_type());
    auto read = transcode::ReadJson(json, *request);
    if (read) read = transcode::CheckRequired(*request);
    if (!read) return std::move(read).error();

    const rpc::TlsFiles tls{.ca = environment.File("CLEARWAY_TLS_CA"),
                            .certificate = environment.File("CLEARWAY_TLS_CERT"),
                            .key = environment.File("CLEARWAY_TLS_KEY")};
    const auto address = environment.Address("CLEARWAY_PEER_" + UpperCase(peer));
    if (!environment.Faults().empty()) return core::ErrorCode::kInvalidArgument;

    auto answer = Send(call, {std::string(peer), address.ToString()}, tls,
                       request->SerializeAsString());
    if (!answer) return answer;
    const auto response = NewMessage(call.method->output_type());
    if (!response->ParseFromString(*answer)) return core::ErrorCode::kInternal;
    std::string text;
    transcode::AppendJson(*response, text);
    return text;
}

}  // namespace clearway::gateway::console
