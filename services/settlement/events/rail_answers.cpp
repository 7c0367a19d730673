// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/rail_answers.h"

#include <stdexcept>

#include "async/runtime.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "events/reactions.h"
#include "services/settlement/rails/rail_ids.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;

template <class Value>
Value Required(const std::optional<Value>& value, const events::ReceivedEvent& event) {
    if (!value) throw events::UnreadableEvent(event.type);
    return *value;
}

core::PaymentId PaymentOf(const pb::RailTransfer& transfer, const events::ReceivedEvent& event) {
    return Required(core::PaymentId::Parse(transfer.payment_id()), event);
}

core::Currency CurrencyOf(const pb::RailTransfer& transfer, const events::ReceivedEvent& event) {
    return Required(core::Currency::Parse(transfer.amount().currency()), event);
}

RailReason ReasonOf(const common::v1::Reason& reason) {
    return {.code = reason.code(), .message = reason.message()};
}

template <class What>
std::vector<Command> Only(What what, const events::ReceivedEvent& event) {
    return {Command{.what = std::move(what), .traceparent = event.traceparent}};
}

std::vector<Command> OnAccepted(const pb::RailTransferAccepted& fact,
                                const events::ReceivedEvent& event) {
    const PostCommittedHold post{.hold_id = core::DeriveHoldId(PaymentOf(fact.transfer(), event)),
                                 .currency = CurrencyOf(fact.transfer(), event)};
    return Only(post, event);
}

std::vector<Command> OnRejected(const pb::RailTransferRejected& fact,
                                const events::ReceivedEvent& event) {
    RefuseHold refuse{.hold_id = core::DeriveHoldId(PaymentOf(fact.transfer(), event)),
                      .reason = ReasonOf(fact.reason())};
    return Only(std::move(refuse), event);
}

std::vector<Command> OnReturned(const pb::RailTransferReturned& fact,
                                const events::ReceivedEvent& event) {
    const auto payment = PaymentOf(fact.transfer(), event);
    ReturnTransfer back{.transfer_id = rails::DeriveReturnTransferId(payment, fact.return_id()),
                        .hold_id = core::DeriveHoldId(payment),
                        .currency = CurrencyOf(fact.transfer(), event),
                        .reason = ReasonOf(fact.reason())};
    return Only(std::move(back), event);
}

using Reactions = events::Reactions<std::vector<Command>>;

const Reactions& OnRail() {
    static const Reactions reactions = Reactions().On(OnAccepted).On(OnRejected).On(OnReturned);
    return reactions;
}

}  // namespace

std::vector<std::string> RailAnswerTypes() { return OnRail().Types(); }

std::vector<Command> CommandsOfRailAnswer(const events::ReceivedEvent& event) {
    return OnRail().To(event);
}

void RailAnswersHandler::operator()(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    consumed.reserve(batch.size());
    for (const auto& event : batch)
        consumed.push_back(
            {.mark = events::MarkOf(event), .commands = CommandsOfRailAnswer(event)});
    const auto result =
        async::BlockOn(executor_, runner_.Consume(kRailAnswersConsumer, std::move(consumed)));
    if (!result)
        throw std::runtime_error("the ledger did not take what rails answered: " +
                                 std::string(core::Describe(result.error().code).name));
}

}  // namespace clearway::settlement
