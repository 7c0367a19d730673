// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/payment_events.h"

#include <stdexcept>

#include "async/runtime.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "events/reactions.h"

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

std::vector<Command> OrderOf(const pb::PaymentTerms& terms, const common::v1::Money& amount,
                             const events::ReceivedEvent& event,
                             const LeavesByRail& leaves_by_rail) {
    auto post = MakePost(terms, amount, event);
    const auto& country = terms.creditor().country();
    const bool by_rail = !post.creditor && leaves_by_rail &&
                         leaves_by_rail({.payment = post.payment_id,
                                         .partner_id = terms.partner_id(),
                                         .debtor = post.debtor,
                                         .amount = post.amount,
                                         .creditor_country = country});
    if (!by_rail) return {Command{.what = std::move(post), .traceparent = event.traceparent}};
    CommitHold commit{.hold_id = post.hold_id,
                      .payment_id = post.payment_id,
                      .debtor = post.debtor,
                      .amount = post.amount,
                      .creditor_country = country};
    return {Command{.what = std::move(commit), .traceparent = event.traceparent}};
}

std::vector<Command> OnAuthorised(const pb::PaymentAuthorised& message,
                                  const events::ReceivedEvent& event,
                                  const LeavesByRail& leaves_by_rail) {
    if (!message.terms().automatic_capture()) return {};
    return OrderOf(message.terms(), message.terms().amount(), event, leaves_by_rail);
}

std::vector<Command> OnCaptureRequested(const pb::PaymentCaptureRequested& message,
                                        const events::ReceivedEvent& event,
                                        const LeavesByRail& leaves_by_rail) {
    return OrderOf(message.terms(), message.captured(), event, leaves_by_rail);
}

template <class Message>
std::vector<Command> VoidFor(const Message& message, const events::ReceivedEvent& event,
                             const LeavesByRail&) {
    const auto payment = Required(core::PaymentId::Parse(message.terms().payment_id()), event);
    return {
        Command{.what = VoidHold{core::DeriveHoldId(payment)}, .traceparent = event.traceparent}};
}

using Reactions = events::Reactions<std::vector<Command>, const LeavesByRail&>;

const Reactions& OnPayment() {
    static const Reactions reactions = Reactions()
                                           .On(OnAuthorised)
                                           .On(OnCaptureRequested)
                                           .On(VoidFor<pb::PaymentCancelled>)
                                           .On(VoidFor<pb::PaymentDeclined>)
                                           .On(VoidFor<pb::PaymentExpired>)
                                           .On(VoidFor<pb::PaymentFailed>);
    return reactions;
}

}  // namespace

std::vector<std::string> TypesOfInterest() { return OnPayment().Types(); }

std::vector<Command> CommandsOf(const events::ReceivedEvent& event,
                                const LeavesByRail& leaves_by_rail) {
    return OnPayment().To(event, leaves_by_rail);
}

void PaymentEventsHandler::operator()(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    consumed.reserve(batch.size());
    for (const auto& event : batch) {
        consumed.push_back(
            {.mark = events::MarkOf(event), .commands = CommandsOf(event, leaves_by_rail_)});
    }
    const auto result =
        async::BlockOn(executor_, runner_.Consume(kPaymentEventsConsumer, std::move(consumed)));
    if (!result) {
        throw std::runtime_error("the ledger did not take the batch: " +
                                 std::string(core::Describe(result.error().code).name));
    }
}

}  // namespace clearway::settlement
