// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/on_settlement_events.h"

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "events/reactions.h"

namespace clearway::payment {
namespace {

using events::UnreadableEvent;

// Empty for a fact that no payment ordered (a sandbox credit).
std::vector<Command> News(const std::string& payment_id, FactBody body,
                          const events::ReceivedEvent& event, core::Timestamp now) {
    if (payment_id.empty()) return {};
    const auto id = core::PaymentId::Parse(payment_id);
    if (!id) throw UnreadableEvent(event.type);
    return {LedgerNews{
        .payment_id = *id, .news = std::move(body), .now = now, .traceparent = event.traceparent}};
}

std::vector<Command> OnPosted(const settlement::v1::TransferPosted& posted,
                              const events::ReceivedEvent& event, core::Timestamp now) {
    const auto currency = core::Currency::Parse(posted.amount().currency());
    const auto transfer = core::TransferId::Parse(posted.transfer_id());
    if (!currency || !transfer) throw UnreadableEvent(event.type);
    const Settled settled{core::Money(*currency, posted.amount().minor_units()), *transfer};
    return News(posted.payment_id(), settled, event, now);
}

std::vector<Command> OnRefused(const settlement::v1::TransferRefused& refused,
                               const events::ReceivedEvent& event, core::Timestamp now) {
    const Reason reason{refused.reason().code(), refused.reason().message()};
    return News(refused.payment_id(), Failed{{reason}}, event, now);
}

std::vector<Command> OnExpired(const settlement::v1::HoldExpired& expired,
                               const events::ReceivedEvent& event, core::Timestamp now) {
    return News(expired.payment_id(), Expired{}, event, now);
}

std::vector<Command> OnReturned(const settlement::v1::TransferReturned& returned,
                                const events::ReceivedEvent& event, core::Timestamp now) {
    const auto transfer = core::TransferId::Parse(returned.transfer_id());
    if (!transfer) throw UnreadableEvent(event.type);
    const Reason reason{returned.reason().code(), returned.reason().message()};
    return News(returned.payment_id(), Returned{*transfer, {reason}}, event, now);
}

// Each attempt to submit is told; the first counts.
std::vector<Command> OnSubmitted(const settlement::v1::RailTransferSubmitted& submitted,
                                 const events::ReceivedEvent& event, core::Timestamp now) {
    const auto& transfer = submitted.transfer();
    return News(transfer.payment_id(), Submitted{transfer.rail()}, event, now);
}

// It waits for the next file of a rail, and is on its way for all that its partner can see.
std::vector<Command> OnGathered(const settlement::v1::RailTransferGathered& gathered,
                                const events::ReceivedEvent& event, core::Timestamp now) {
    const auto& transfer = gathered.transfer();
    return News(transfer.payment_id(), Submitted{transfer.rail()}, event, now);
}

using Reactions = events::Reactions<std::vector<Command>, core::Timestamp>;

const Reactions& OnSettlement() {
    static const Reactions reactions = Reactions()
                                           .On(OnPosted)
                                           .On(OnRefused)
                                           .On(OnExpired)
                                           .On(OnGathered)
                                           .On(OnSubmitted)
                                           .On(OnReturned);
    return reactions;
}

}  // namespace

std::vector<std::string> SettlementTypesOfInterest() { return OnSettlement().Types(); }

std::vector<Command> OnSettlementEvent(const events::ReceivedEvent& event, core::Timestamp now) {
    return OnSettlement().To(event, now);
}

}  // namespace clearway::payment
