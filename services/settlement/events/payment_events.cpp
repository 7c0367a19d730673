// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/payment_events.h"

#include <map>
#include <stdexcept>

#include "async/runtime.h"
#include "clearway/payment/v1/payment_events.pb.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::payment::v1;

template <class Value>
Value Required(const std::optional<Value>& value, const events::ReceivedEvent& event) {
    if (!value) throw events::UnreadableEvent(event.type);
    return *value;
}

PostHold MakePost(const pb::PaymentTerms& terms, const common::v1::Money& amount,
                  const events::ReceivedEvent& event) {
    const auto payment = Required(core::PaymentId::Parse(terms.payment_id()), event);
    const auto currency = Required(core::Currency::Parse(amount.currency()), event);
    if (amount.minor_units() <= 0) throw events::UnreadableEvent(event.type);
    PostHold post{.hold_id = core::DeriveHoldId(payment),
                  .payment_id = payment,
                  .debtor = Required(core::AccountId::Parse(terms.debtor().account_id()), event),
                  .creditor = std::nullopt,
                  .amount = core::Money(currency, amount.minor_units())};
    if (!terms.creditor().account_id().empty()) {
        post.creditor = Required(core::AccountId::Parse(terms.creditor().account_id()), event);
    }
    return post;
}

// The type is known to match; the payload may still be unreadable.
template <class Message>
Message Read(const events::ReceivedEvent& event) {
    Message message;
    event.ReadAs(message);
    return message;
}

std::vector<Command> OnAuthorised(const events::ReceivedEvent& event) {
    const auto message = Read<pb::PaymentAuthorised>(event);
    if (!message.terms().automatic_capture()) return {};
    return {Command{.what = MakePost(message.terms(), message.terms().amount(), event),
                    .traceparent = event.traceparent}};
}

std::vector<Command> OnCaptureRequested(const events::ReceivedEvent& event) {
    const auto message = Read<pb::PaymentCaptureRequested>(event);
    return {Command{.what = MakePost(message.terms(), message.captured(), event),
                    .traceparent = event.traceparent}};
}

template <class Message>
std::vector<Command> VoidFor(const events::ReceivedEvent& event) {
    const auto message = Read<Message>(event);
    const auto payment = Required(core::PaymentId::Parse(message.terms().payment_id()), event);
    return {Command{.what = VoidHold{core::DeriveHoldId(payment)},
                    .traceparent = event.traceparent}};
}

using Reaction = std::vector<Command> (*)(const events::ReceivedEvent&);

template <class Message>
std::pair<const std::string, Reaction> On(Reaction reaction) {
    return {Message::descriptor()->full_name(), reaction};
}

const std::map<std::string, Reaction>& Reactions() {
    static const std::map<std::string, Reaction> reactions{
        On<pb::PaymentAuthorised>(OnAuthorised),
        On<pb::PaymentCaptureRequested>(OnCaptureRequested),
        On<pb::PaymentCancelled>(VoidFor<pb::PaymentCancelled>),
        On<pb::PaymentDeclined>(VoidFor<pb::PaymentDeclined>),
        On<pb::PaymentExpired>(VoidFor<pb::PaymentExpired>),
        On<pb::PaymentFailed>(VoidFor<pb::PaymentFailed>),
    };
    return reactions;
}

}  // namespace

std::vector<std::string> TypesOfInterest() {
    std::vector<std::string> types;
    for (const auto& [type, reaction] : Reactions()) types.push_back(type);
    return types;
}

std::vector<Command> CommandsOf(const events::ReceivedEvent& event) {
    const auto found = Reactions().find(event.type);
    return found == Reactions().end() ? std::vector<Command>() : found->second(event);
}

void PaymentEventsHandler::operator()(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    consumed.reserve(batch.size());
    for (const auto& event : batch) {
        consumed.push_back({.mark = events::MarkOf(event), .commands = CommandsOf(event)});
    }
    const auto result = async::BlockOn(
        executor_, runner_.Consume(kPaymentEventsConsumer, std::move(consumed)));
    if (!result) {
        throw std::runtime_error("the ledger did not take the batch: " +
                                 std::string(core::Describe(result.error().code).name));
    }
}

}  // namespace clearway::settlement
