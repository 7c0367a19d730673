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

// The platform's accounts of a currency are opened when an adjustment first needs them.
bool IsThePlatformsOf(const core::Currency& currency, const core::AccountId& id) {
    return id == SuspenseAccountOf(currency) || id == FeeAccountOf(currency) ||
           id == RoundingAccountOf(currency) ||
           id == core::DeriveClearingAccountId(currency.Code());
}

bool MayDrawOn(const core::AccountId& id, const core::Currency& currency, const Ledger& ledger) {
    const auto* account = ledger.FindAccount(id);
    return account ? account->IsThePlatforms() : IsThePlatformsOf(currency, id);
}

// Of a platform's account, which may go below zero; the receiver is as good as any.
std::optional<Refusal> CheckAdjustment(const TransferOrder& order, const Ledger& ledger) {
    if (order.debtor == order.creditor) return Refusal::kSameAccount;
    const auto& currency = order.amount.GetCurrency();
    const auto* creditor = ledger.FindAccount(order.creditor);
    if (!creditor && !IsThePlatformsOf(currency, order.creditor)) return Refusal::kUnknownAccount;
    if (creditor && creditor->IsClosed()) return Refusal::kCreditorClosed;
    for (const auto* account : {ledger.FindAccount(order.debtor), creditor})
        if (account && account->currency != currency) return Refusal::kCurrencyMismatch;
    return std::nullopt;
}

std::optional<Refusal> Check(const TransferOrder& order, bool adjusts, const Ledger& ledger) {
    if (adjusts && MayDrawOn(order.debtor, order.amount.GetCurrency(), ledger))
        return CheckAdjustment(order, ledger);
    return CheckMovement(ledger, order.debtor, order.creditor, order.amount);
}

void OpenThePlatforms(const TransferOrder& order, Ledger& ledger) {
    const auto& currency = order.amount.GetCurrency();
    for (const auto& id : {order.debtor, order.creditor}) {
        if (ledger.FindAccount(id)) continue;
        if (id == SuspenseAccountOf(currency))
            ledger.Suspense(currency);
        else if (id == FeeAccountOf(currency))
            ledger.OwnAccount(currency, AccountType::kFees);
        else if (id == RoundingAccountOf(currency))
            ledger.OwnAccount(currency, AccountType::kRounding);
        else
            ledger.Clearing(currency);
    }
}

bool HasRoom(const core::AccountId& id, std::int64_t more, const Ledger& ledger) {
    const auto* account = ledger.FindAccount(id);
    return !account || core::AddMinor(account->posted, more).has_value();
}

// What the order would come to, and nothing is changed.
BookedOrder Look(const TransferOrder& order, bool adjusts, const Ledger& ledger) {
    if (const auto* known = ledger.FindTransfer(order.transfer_id))
        return IsSameOrder(order, *known) ? BookedOrder{.outcome = BookingOutcome::kReplayed}
                                          : Refused(Refusal::kOtherTransfer);
    if (const auto refusal = Check(order, adjusts, ledger)) return Refused(*refusal);
    const auto minor = order.amount.MinorUnits();
    if (!HasRoom(order.debtor, -minor, ledger) || !HasRoom(order.creditor, minor, ledger))
        return Refused(Refusal::kBalanceLimit);
    return {.outcome = BookingOutcome::kNotPosted};
}

// The answer where one of all or none is refused.
std::optional<BookingReply> RefuseTogether(const BookTransfers& command, const Ledger& ledger) {
    BookingReply reply;
    bool refused = false;
    for (const auto& order : command.orders) {
        reply.orders.push_back(Look(order, command.adjusts, ledger));
        refused |= reply.orders.back().outcome == BookingOutcome::kRefused;
    }
    return refused ? std::optional(std::move(reply)) : std::nullopt;
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
    if (adjusts) OpenThePlatforms(order, ledger);
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
    if (command.all_or_none)
        if (auto refused = RefuseTogether(command, ledger)) return Reply(std::move(*refused));
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
