// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/on_settlement_events.h"

#include <map>

#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::payment {
namespace {

using events::UnreadableEvent;

// Empty for a fact that no payment ordered (a sandbox credit).
std::vector<Command> News(const std::string& payment_id, FactBody body,
                          const events::ReceivedEvent& event, core::Timestamp now) {
    if (payment_id.empty()) return {};
    const auto id = core::PaymentId::Parse(payment_id);
    if (!id) throw UnreadableEvent(event.type);
    return {LedgerNews{.payment_id = *id,
                       .news = std::move(body),
                       .now = now,
                       .traceparent = event.traceparent}};
}

template <class Message>
Message Read(const events::ReceivedEvent& event) {
    Message message;
    event.ReadAs(message);
    return message;
}

std::vector<Command> OnPosted(const events::ReceivedEvent& event, core::Timestamp now) {
    const auto posted = Read<settlement::v1::TransferPosted>(event);
    const auto currency = core::Currency::Parse(posted.amount().currency());
    const auto transfer = core::TransferId::Parse(posted.transfer_id());
    if (!currency || !transfer) throw UnreadableEvent(event.type);
    const Settled settled{core::Money(*currency, posted.amount().minor_units()), *transfer};
    return News(posted.payment_id(), settled, event, now);
}

std::vector<Command> OnRefused(const events::ReceivedEvent& event, core::Timestamp now) {
    const auto refused = Read<settlement::v1::TransferRefused>(event);
    const Reason reason{refused.reason().code(), refused.reason().message()};
    return News(refused.payment_id(), Failed{{reason}}, event, now);
}

std::vector<Command> OnExpired(const events::ReceivedEvent& event, core::Timestamp now) {
    const auto expired = Read<settlement::v1::HoldExpired>(event);
    return News(expired.payment_id(), Expired{}, event, now);
}

using Reaction = std::vector<Command> (*)(const events::ReceivedEvent&, core::Timestamp);

const std::map<std::string, Reaction>& Reactions() {
    static const std::map<std::string, Reaction> reactions{
        {settlement::v1::TransferPosted::descriptor()->full_name(), OnPosted},
        {settlement::v1::TransferRefused::descriptor()->full_name(), OnRefused},
        {settlement::v1::HoldExpired::descriptor()->full_name(), OnExpired},
    };
    return reactions;
}

}  // namespace

std::vector<std::string> SettlementTypesOfInterest() {
    std::vector<std::string> types;
    for (const auto& [type, reaction] : Reactions()) types.push_back(type);
    return types;
}

std::vector<Command> OnSettlementEvent(const events::ReceivedEvent& event, core::Timestamp now) {
    const auto found = Reactions().find(event.type);
    return found == Reactions().end() ? std::vector<Command>() : found->second(event, now);
}

}  // namespace clearway::payment
