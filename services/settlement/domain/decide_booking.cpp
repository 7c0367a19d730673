// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

namespace clearway::settlement {
namespace {

bool IsSameOrder(const TransferOrder& order, const Transfer& transfer) {
    return !transfer.payment_id && transfer.debtor == order.debtor &&
           transfer.creditor == order.creditor && transfer.amount == order.amount;
}

BookedOrder Refused(Refusal reason) {
    return {.outcome = BookingOutcome::kRefused, .refusal = reason};
}

BookedOrder Book(const TransferOrder& order, const BookingId& booking, Ledger& ledger) {
    if (const auto* known = ledger.FindTransfer(order.transfer_id)) {
        if (!IsSameOrder(order, *known)) return Refused(Refusal::kOtherTransfer);
        return {.outcome = BookingOutcome::kReplayed};
    }
    if (const auto refusal = CheckMovement(ledger, order.debtor, order.creditor, order.amount)) {
        return Refused(*refusal);
    }
    const auto posted = ledger.Post({.id = order.transfer_id,
                                     .booking_id = booking,
                                     .debtor = order.debtor,
                                     .creditor = order.creditor,
                                     .amount = order.amount});
    if (!posted) return Refused(Refusal::kBalanceLimit);
    return {.outcome = BookingOutcome::kPosted};
}

}  // namespace

core::Result<Reply> Decide(const BookTransfers& command, Ledger& ledger) {
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
