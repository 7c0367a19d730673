// SPDX-License-Identifier: Apache-2.0
#include "rpc/admission.h"

#include <algorithm>

#include "core/uuid.h"
#include "rpc/identity.h"

namespace clearway::rpc {
namespace {

constexpr std::size_t kIdempotencyKeyMax = 255;
constexpr std::size_t kRequestIdMax = 128;
constexpr std::size_t kPartnerIdMax = 64;

bool IsVisible(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::vector<std::string> ValuesOf(const grpc::ServerContextBase& context, const char* key) {
    std::vector<std::string> values;
    const auto [begin, end] = context.client_metadata().equal_range(key);
    for (auto it = begin; it != end; ++it)
        values.emplace_back(it->second.data(), it->second.size());
    return values;
}

std::optional<std::string> OnlyValueOf(const grpc::ServerContextBase& context, const char* key) {
    auto values = ValuesOf(context, key);
    if (values.size() != 1) return std::nullopt;
    return std::move(values.front());
}

std::string CheckedRequestId(std::optional<std::string> sent) {
    if (sent && sent->size() <= kRequestIdMax && IsName(*sent)) return std::move(*sent);
    return core::Uuid::Random().ToString();
}

trace::TraceContext CheckedTrace(const std::optional<std::string>& sent) {
    if (sent)
        if (const auto parent = trace::TraceContext::Parse(*sent)) return parent->Child();
    return trace::TraceContext::Start();
}

std::optional<core::Error> CheckIdempotencyKey(std::optional<std::string> sent,
                                               const Method& method, CallContext& call) {
    if (method.idempotency_key == common::v1::IDEMPOTENCY_KEY_UNSPECIFIED) return std::nullopt;
    if (!sent) {
        if (method.idempotency_key != common::v1::IDEMPOTENCY_KEY_REQUIRED) return std::nullopt;
        return core::Error{.code = core::ErrorCode::kMissingIdempotencyKey};
    }
    if (sent->empty() || sent->size() > kIdempotencyKeyMax || !IsVisible(*sent))
        return core::Error{.code = core::ErrorCode::kInvalidIdempotencyKey};
    call.idempotency_key = std::move(*sent);
    return std::nullopt;
}

}  // namespace

CallHeader HeaderOf(const grpc::CallbackServerContext& context) {
    auto keys = ValuesOf(context, kIdempotencyKeyKey);
    CallHeader header{.request_id = OnlyValueOf(context, kRequestIdKey),
                      .traceparent = OnlyValueOf(context, kTraceparentKey),
                      .partner_id = OnlyValueOf(context, kPartnerIdKey),
                      .idempotency_key = {},
                      .deadline = context.deadline()};
    if (keys.size() == 1) header.idempotency_key = std::move(keys.front());
    if (keys.size() > 1) header.idempotency_key = "";
    return header;
}

std::string SpiffeIdOf(const grpc::CallbackServerContext& context) {
    const auto auth = context.auth_context();
    if (!auth || !auth->IsPeerAuthenticated()) return {};
    const auto ids = auth->FindPropertyValues("peer_spiffe_id");
    if (ids.size() != 1) return {};
    return {ids.front().data(), ids.front().size()};
}

std::optional<core::Error> Admit(std::string spiffe_id, CallHeader header, const Method* method,
                                 CallContext& call) {
    call.request_id = CheckedRequestId(std::move(header.request_id));
    call.trace = CheckedTrace(header.traceparent);
    call.caller_id = std::move(spiffe_id);
    auto caller = CallerOf(call.caller_id);
    if (!caller || method == nullptr || !method->Allows(*caller))
        return core::Error{.code = core::ErrorCode::kCallerNotAllowed};
    call.caller = std::move(*caller);
    call.deadline = std::min<Deadline>(header.deadline,
                                       std::chrono::system_clock::now() + method->deadline_max);
    auto& partner = header.partner_id;
    if (call.caller == "gateway" && partner && partner->size() <= kPartnerIdMax && IsName(*partner))
        call.partner_id = std::move(*partner);
    return CheckIdempotencyKey(std::move(header.idempotency_key), *method, call);
}

}  // namespace clearway::rpc
