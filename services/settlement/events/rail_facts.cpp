// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/rail_facts.h"

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "events/reactions.h"
#include "rpc/times.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;
using rails::RailTransfer;

void Write(const core::Money& money, common::v1::Money& message) {
    message.set_currency(std::string(money.GetCurrency().Code()));
    message.set_minor_units(money.MinorUnits());
}

void Write(const rails::Reason& reason, common::v1::Reason& message) {
    message.set_code(reason.code);
    message.set_message(reason.message);
}

void Write(const RailTransfer& transfer, pb::RailTransfer& message) {
    message.set_rail_transfer_id(transfer.id.ToString());
    message.set_payment_id(transfer.order.payment.ToString());
    message.set_partner_id(transfer.order.partner_id);
    message.set_debtor_account_id(transfer.order.debtor.ToString());
    Write(transfer.order.amount, *message.mutable_amount());
    message.set_rail(transfer.route.rail);
}

// One overload a fact: a new one does not compile until it is written down.
struct Publisher {
    const RailTransfer& transfer;
    const std::vector<std::string>& left_out;
    core::Timestamp at;

    template <class Message>
    events::NewEvent Event(Message& message, std::string summary) const {
        Write(transfer, *message.mutable_transfer());
        return events::MakeEvent(transfer.id.value, transfer.version, message, at,
                                 std::move(summary));
    }

    events::NewEvent operator()(const rails::Gathered& fact) const {
        pb::RailTransferGathered message;
        message.set_rule(fact.route.rule);
        for (const auto& rail : left_out) message.add_left_out(rail);
        *message.mutable_cut_off() = rpc::ToTimestamp(fact.cut_off);
        return Event(message, "gathered for the file of the rail " + fact.route.rail + " at " +
                                  core::FormatRfc3339(fact.cut_off));
    }
    events::NewEvent operator()(const rails::Submitted& fact) const {
        pb::RailTransferSubmitted message;
        message.set_rule(fact.route.rule);
        for (const auto& rail : left_out) message.add_left_out(rail);
        message.set_attempt(fact.attempt);
        message.set_message_id(rails::MessageIdOf(transfer));
        message.set_uetr(rails::DeriveUetr(transfer.order.payment).ToString());
        auto summary = "submitted to the rail " + fact.route.rail;
        if (fact.attempt > 1) summary += ", attempt " + std::to_string(fact.attempt);
        return Event(message, std::move(summary));
    }
    events::NewEvent operator()(const rails::Accepted&) const {
        pb::RailTransferAccepted message;
        return Event(message, "settled by the rail " + transfer.route.rail);
    }
    events::NewEvent operator()(const rails::Rejected& fact) const {
        pb::RailTransferRejected message;
        Write(fact.reason, *message.mutable_reason());
        return Event(message, "rejected by the rail: " + fact.reason.code);
    }
    events::NewEvent operator()(const rails::WentUnknown&) const {
        pb::RailTransferUnknown message;
        return Event(message, "no answer of the rail in time: it is enquired");
    }
    events::NewEvent operator()(const rails::Returned& fact) const {
        pb::RailTransferReturned message;
        message.set_return_id(fact.return_id);
        Write(fact.reason, *message.mutable_reason());
        return Event(message, "returned by the rail: " + fact.reason.code);
    }
    events::NewEvent operator()(const rails::RecallRequested&) const {
        pb::RailRecallRequested message;
        return Event(message, "recall requested");
    }
    events::NewEvent operator()(const rails::RecallRefused& fact) const {
        pb::RailRecallRefused message;
        Write(fact.reason, *message.mutable_reason());
        return Event(message, "recall refused: " + fact.reason.code);
    }
    events::NewEvent operator()(const rails::ConflictOpened& fact) const {
        pb::RailConflictOpened message;
        message.set_conflict_id(fact.conflict_id.ToString());
        message.set_kind(fact.kind);
        message.set_detail(fact.detail);
        return Event(message, "conflict with the rail: " + fact.kind);
    }
};

template <class Value>
Value Required(const std::optional<Value>& value, const events::ReceivedEvent& event) {
    if (!value) throw events::UnreadableEvent(event.type);
    return *value;
}

std::vector<RailCommand> OnCommitted(const pb::HoldCommitted& fact,
                                     const events::ReceivedEvent& event) {
    const auto currency = Required(core::Currency::Parse(fact.amount().currency()), event);
    if (fact.amount().minor_units() <= 0) throw events::UnreadableEvent(event.type);
    return {OpenRailTransfer{
        .order = {.payment = Required(core::PaymentId::Parse(fact.payment_id()), event),
                  .partner_id = fact.partner_id(),
                  .debtor = Required(core::AccountId::Parse(fact.debtor_account_id()), event),
                  .amount = core::Money(currency, fact.amount().minor_units()),
                  .creditor_country = fact.creditor_country()}}};
}

using Reactions = events::Reactions<std::vector<RailCommand>>;

const Reactions& OnSettlement() {
    static const Reactions reactions = Reactions().On(OnCommitted);
    return reactions;
}

}  // namespace

events::NewEvent ToRailEvent(const RailTransfer& transfer, const rails::FactBody& fact,
                             const std::vector<std::string>& left_out, core::Timestamp at) {
    return std::visit(Publisher{transfer, left_out, at}, fact);
}

events::NewEvent ToStrayConflict(const core::PaymentId& payment, const std::string& rail,
                                 const rails::ConflictOpened& conflict, core::Timestamp at) {
    pb::RailConflictOpened message;
    if (!payment.value.IsNil()) message.mutable_transfer()->set_payment_id(payment.ToString());
    message.mutable_transfer()->set_rail(rail);
    message.set_conflict_id(conflict.conflict_id.ToString());
    message.set_kind(conflict.kind);
    message.set_detail(conflict.detail);
    return events::MakeEvent(conflict.conflict_id, 1, message, at,
                             "conflict with the rail: " + conflict.kind);
}

std::vector<std::string> RailOrderTypes() { return OnSettlement().Types(); }

std::vector<RailCommand> RailOrdersOf(const events::ReceivedEvent& event) {
    return OnSettlement().To(event);
}

}  // namespace clearway::settlement
