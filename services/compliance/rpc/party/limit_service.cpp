// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/limit_service.h"

#include "clearway/compliance/v1/party_service.pb.h"
#include "rpc/times.h"
#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

v1::TierLimitProposal ProposalOf(const TierLimit& limit) {
    v1::TierLimitProposal message;
    message.set_payment_max(limit.payment_max);
    message.set_day_max(limit.day_max);
    message.set_thirty_days_max(limit.thirty_days_max);
    message.set_proposed_by(limit.set_by);
    message.set_reason(limit.reason);
    *message.mutable_proposed_at() = rpc::ToTimestamp(limit.set_at);
    return message;
}

v1::TierLimit ToProto(const TierLimitState& state) {
    v1::TierLimit message;
    message.set_awaits_second_operator(state.proposed.has_value());
    if (state.proposed) *message.mutable_proposal() = ProposalOf(*state.proposed);
    const auto& known = state.in_force ? *state.in_force : *state.proposed;
    message.set_tier(static_cast<v1::KycTier>(known.tier));
    message.set_currency(known.currency);
    if (!state.in_force) return message;
    const auto& limit = *state.in_force;
    message.set_payment_max(limit.payment_max);
    message.set_day_max(limit.day_max);
    message.set_thirty_days_max(limit.thirty_days_max);
    message.set_version(limit.version);
    message.set_set_by(limit.set_by);
    message.set_reason(limit.reason);
    *message.mutable_set_at() = rpc::ToTimestamp(limit.set_at);
    message.set_proposed_by(limit.proposed_by);
    return message;
}

core::Result<TierLimit> ReadLimit(const v1::SetTierLimitRequest& request) {
    const auto tier = ReadTier(request.tier());
    if (!tier) return tier.error();
    if (!core::Currency::Parse(request.currency()))
        return core::InvalidField("currency", "is not an ISO 4217 currency code",
                                  core::ErrorCode::kUnknownCurrency);
    if (request.payment_max() < 0) return core::InvalidField("payment_max", "must not be negative");
    if (request.day_max() < request.payment_max())
        return core::InvalidField("day_max", "must be at least payment_max");
    if (request.thirty_days_max() < request.day_max())
        return core::InvalidField("thirty_days_max", "must be at least day_max");
    if (!IsPartyReason(request.reason()))
        return core::InvalidField("reason", "must have 1 to 500 characters");
    return TierLimit{.tier = *tier,
                     .currency = request.currency(),
                     .payment_max = request.payment_max(),
                     .day_max = request.day_max(),
                     .thirty_days_max = request.thirty_days_max(),
                     .reason = request.reason()};
}

async::Task<core::Result<v1::ListTierLimitsResponse>> List(LimitQueries& queries) {
    const auto limits = co_await queries.ListTierLimits();
    if (!limits) co_return limits.error();
    v1::ListTierLimitsResponse response;
    for (const auto& limit : *limits) *response.add_limits() = ToProto(limit);
    co_return response;
}

async::Task<core::Result<v1::TierLimit>> SetLimit(LimitCommands& commands, const core::Clock& clock,
                                                  rpc::CallContext& call,
                                                  const v1::SetTierLimitRequest& request) {
    auto limit = ReadLimit(request);
    if (!limit) co_return std::move(limit).error();
    limit->set_by = call.caller_id;
    limit->set_at = clock.Now();
    LimitCommand command =
        SetTierLimit{.limit = std::move(*limit), .traceparent = call.trace.ToTraceparent()};
    const auto reply = co_await commands.Submit(std::move(command));
    if (!reply) co_return reply.error();
    co_return ToProto(*reply->limit);
}

}  // namespace

LimitServiceRpc::LimitServiceRpc(rpc::Adapter& adapter, LimitCommands& commands,
                                 LimitQueries& queries, const core::Clock& clock)
    : Service(adapter, "clearway.compliance.v1.LimitService") {
    Serve("ListTierLimits", [&queries](rpc::CallContext&, const v1::ListTierLimitsRequest&) {
        return List(queries);
    });
    Serve("SetTierLimit",
          [&commands, &clock](rpc::CallContext& call, const v1::SetTierLimitRequest& request) {
              return SetLimit(commands, clock, call, request);
          });
}

}  // namespace clearway::compliance
