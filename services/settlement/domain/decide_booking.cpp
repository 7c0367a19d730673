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

// Of a platform's account, which may go below zero; the receiver is as good as any.
std::optional<Refusal> CheckAdjustment(const TransferOrder& order, const Account& debtor,
                                       const Ledger& ledger) {
    if (order.debtor == order.creditor) return Refusal::kSameAccount;
    const auto* creditor = ledger.FindAccount(order.creditor);
    if (!creditor) return Refusal::kUnknownAccount;
    if (creditor->IsClosed()) return Refusal::kCreditorClosed;
    const auto& currency = order.amount.GetCurrency();
    if (debtor.currency != currency || creditor->currency != currency)
        return Refusal::kCurrencyMismatch;
    return std::nullopt;
}

std::optional<Refusal> Check(const TransferOrder& order, bool adjusts, const Ledger& ledger) {
    const auto* debtor = adjusts ? ledger.FindAccount(order.debtor) : nullptr;
    if (debtor && debtor->IsThePlatforms()) return CheckAdjustment(order, *debtor, ledger);
    return CheckMovement(ledger, order.debtor, order.creditor, order.amount);
}

BookedOrder Book(const TransferOrder& order, const BookingId& booking, bool adjusts,
                 Ledger& ledger) {
    if (const auto* known = ledger.FindTransfer(order.transfer_id)) {
        if (!IsSameOrder(order, *known)) return Refused(Refusal::kOtherTransfer);
        return {.outcome = BookingOutcome::kReplayed};
    }
    if (const auto refusal = Check(order, adjusts, ledger)) {
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
        reply.orders.push_back(Book(order, name, command.adjusts, ledger));
        if (reply.orders.back().outcome == BookingOutcome::kPosted) booking = name;
    }
    if (booking) ledger.Announce(*booking, command.booked_by);
    return Reply(std::move(reply));
}

}  // namespace clearway::settlement
