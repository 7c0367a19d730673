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

// All values of a metadata key; a key that is sent twice must not be read as one.
std::vector<std::string> ValuesOf(const grpc::ServerContextBase& context, const char* key) {
    std::vector<std::string> values;
    const auto [begin, end] = context.client_metadata().equal_range(key);
    for (auto it = begin; it != end; ++it)
        values.emplace_back(it->second.data(), it->second.size());
    return values;
}

// The one SPIFFE id of the peer's certificate; never the first SAN of any kind.
std::string SpiffeIdOf(const grpc::ServerContextBase& context) {
    const auto auth = context.auth_context();
    if (!auth || !auth->IsPeerAuthenticated()) return {};
    const auto ids = auth->FindPropertyValues("peer_spiffe_id");
    if (ids.size() != 1) return {};
    return {ids.front().data(), ids.front().size()};
}

std::string ReadRequestId(const grpc::ServerContextBase& context) {
    auto values = ValuesOf(context, kRequestIdKey);
    if (values.size() == 1 && values.front().size() <= kRequestIdMax && IsName(values.front()))
        return std::move(values.front());
    return core::Uuid::Random().ToString();
}

trace::TraceContext ReadTrace(const grpc::ServerContextBase& context) {
    const auto values = ValuesOf(context, kTraceparentKey);
    if (values.size() == 1)
        if (const auto parent = trace::TraceContext::Parse(values.front())) return parent->Child();
    return trace::TraceContext::Start();
}

std::optional<core::Error> ReadIdempotencyKey(const grpc::ServerContextBase& context,
                                              const Method& method, CallContext& call) {
    if (method.idempotency_key == common::v1::IDEMPOTENCY_KEY_UNSPECIFIED) return std::nullopt;
    auto values = ValuesOf(context, kIdempotencyKeyKey);
    if (values.empty()) {
        if (method.idempotency_key != common::v1::IDEMPOTENCY_KEY_REQUIRED) return std::nullopt;
        return core::Error{.code = core::ErrorCode::kMissingIdempotencyKey};
    }
    const auto& key = values.front();
    if (values.size() > 1 || key.empty() || key.size() > kIdempotencyKeyMax || !IsVisible(key))
        return core::Error{.code = core::ErrorCode::kInvalidIdempotencyKey};
    call.idempotency_key = key;
    return std::nullopt;
}

}  // namespace

std::optional<core::Error> Admit(grpc::CallbackServerContext& context, const Method* method,
                                 CallContext& call) {
    call.request_id = ReadRequestId(context);
    call.trace = ReadTrace(context);
    call.caller_id = SpiffeIdOf(context);
    auto caller = CallerOf(call.caller_id);
    if (!caller || method == nullptr || !method->Allows(*caller))
        return core::Error{.code = core::ErrorCode::kCallerNotAllowed};
    call.caller = std::move(*caller);
    call.deadline = std::min<Deadline>(
        context.deadline(), std::chrono::system_clock::now() + method->deadline_max);
    if (call.caller == "gateway") {
        auto partner = ValuesOf(context, kPartnerIdKey);
        if (partner.size() == 1 && partner.front().size() <= kPartnerIdMax &&
            IsName(partner.front()))
            call.partner_id = std::move(partner.front());
    }
    return ReadIdempotencyKey(context, *method, call);
}

}  // namespace clearway::rpc
