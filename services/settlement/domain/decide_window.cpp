// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

bool IsOtherTransfer(const SettlementOrder& order, const Ledger& ledger) {
    const auto* known = ledger.FindTransfer(order.transfer_id);
    const auto& currency = order.amount.GetCurrency();
    return known && (known->debtor != AccountOf(currency, order.debtor) ||
                     known->creditor != AccountOf(currency, order.creditor) ||
                     known->amount != order.amount);
}

BookedOrder Book(const SettlementOrder& order, const BookingId& booking, Ledger& ledger) {
    const auto& currency = order.amount.GetCurrency();
    if (IsOtherTransfer(order, ledger))
        return {.outcome = BookingOutcome::kRefused, .refusal = Refusal::kOtherTransfer};
    if (ledger.FindTransfer(order.transfer_id)) return {.outcome = BookingOutcome::kReplayed};
    const auto debtor = ledger.OwnAccount(currency, order.debtor).id;
    const auto creditor = ledger.OwnAccount(currency, order.creditor).id;
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
    const auto differs = [&](const SettlementOrder& order) {
        return IsOtherTransfer(order, ledger);
    };
    if (command.as_one && std::ranges::any_of(command.orders, differs)) {
        reply.orders.assign(command.orders.size(), {.outcome = BookingOutcome::kRefused,
                                                    .refusal = Refusal::kOtherTransfer});
        return Reply(std::move(reply));
    }
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
