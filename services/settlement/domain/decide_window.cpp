// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

bool IsSameOrder(const SettlementOrder& order, const core::AccountId& debtor,
                 const core::AccountId& creditor, const Transfer& transfer) {
    return transfer.debtor == debtor && transfer.creditor == creditor &&
           transfer.amount == order.amount;
}

BookedOrder Book(const SettlementOrder& order, const BookingId& booking, Ledger& ledger) {
    const auto& currency = order.amount.GetCurrency();
    const auto debtor = ledger.SettlementAccount({currency, order.debtor}).id;
    const auto creditor = ledger.SettlementAccount({currency, order.creditor}).id;
    if (const auto* known = ledger.FindTransfer(order.transfer_id)) {
        if (IsSameOrder(order, debtor, creditor, *known)) {
            return {.outcome = BookingOutcome::kReplayed};
        }
        return {.outcome = BookingOutcome::kRefused, .refusal = Refusal::kOtherTransfer};
    }
    // What the participants may owe was looked at before they owed it.
    const auto posted = ledger.Post({.id = order.transfer_id,
                                     .booking_id = booking,
                                     .debtor = debtor,
                                     .creditor = creditor,
                                     .amount = order.amount});
    if (!posted) return {.outcome = BookingOutcome::kRefused, .refusal = Refusal::kBalanceLimit};
    return {.outcome = BookingOutcome::kPosted};
}

}  // namespace

core::Result<Reply> Decide(const CloseWindow& command, Ledger& ledger) {
    const auto* open = ledger.Positions().FindOpen(command.currency);
    if (!open || command.number < 1 || command.number > open->number) {
        return core::InvalidField("number", "is not that of a window yet");
    }
    if (command.number < open->number) {
        return Reply(WindowReply{.open = open->number, .replayed = true});
    }
    const auto& next = ledger.CloseWindow(command.currency, command.closed_by);
    return Reply(WindowReply{.open = next.number, .replayed = false});
}

core::Result<Reply> Decide(const SetParticipant& command, Ledger& ledger) {
    const auto* known = ledger.Positions().Find(command.key);
    const auto before = known ? *known : Participant{.key = command.key};
    const auto asked = command.terms.AppliedTo(before.terms).Address();
    if (asked.bic.empty() && !asked.account.empty())
        return core::InvalidField("bic", "is needed by who settles elsewhere");
    auto agreement = Agree(before, command.terms, command.set_by);
    if (before.version > 0 && before.terms == agreement.terms &&
        before.proposal == agreement.proposal) {
        return Reply(ParticipantReply{.participant = before, .replayed = true});
    }
    const auto& agreed = ledger.Agree(command.key, std::move(agreement), command.set_by);
    return Reply(ParticipantReply{.participant = agreed, .replayed = false});
}

core::Result<Reply> Decide(const BookSettlement& command, Ledger& ledger) {
    BookingReply reply;
    reply.orders.reserve(command.orders.size());
    std::optional<BookingId> booking;
    for (const auto& order : command.orders) {
        const auto name = booking ? *booking : DeriveBookingId(order.transfer_id);
        reply.orders.push_back(Book(order, name, ledger));
        if (reply.orders.back().outcome == BookingOutcome::kPosted) booking = name;
    }
    if (booking) ledger.Announce(*booking, command.booked_by);
    return Reply(std::move(reply));
}

}  // namespace clearway::settlement
