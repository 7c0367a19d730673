// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/booking_messages.h"

#include <stdexcept>

namespace clearway::settlement {
namespace {

core::Error Faulty(int place, const char* field, const char* what) {
    return core::InvalidField("transfers[" + std::to_string(place) + "]." + field, what);
}

core::Result<TransferOrder> ReadOrder(const v1::TransferOrder& message, int place) {
    const auto id = core::TransferId::Parse(message.transfer_id());
    if (!id) return Faulty(place, "transfer_id", "is not a UUID");
    const auto debtor = core::AccountId::Parse(message.debtor_account_id());
    if (!debtor) return Faulty(place, "debtor_account_id", "is not a UUID");
    const auto creditor = core::AccountId::Parse(message.creditor_account_id());
    if (!creditor) return Faulty(place, "creditor_account_id", "is not a UUID");
    const auto currency = core::Currency::Parse(message.amount().currency());
    if (!currency) return Faulty(place, "amount.currency", "is not a currency");
    if (message.amount().minor_units() <= 0) {
        return Faulty(place, "amount.minor_units", "must be above zero");
    }
    return TransferOrder{.transfer_id = *id,
                         .debtor = *debtor,
                         .creditor = *creditor,
                         .amount = core::Money(*currency, message.amount().minor_units())};
}

v1::TransferOutcome ToMessage(Refusal refusal) {
    switch (refusal) {
        case Refusal::kSameAccount: return v1::TRANSFER_OUTCOME_SAME_ACCOUNT;
        case Refusal::kUnknownAccount: return v1::TRANSFER_OUTCOME_UNKNOWN_ACCOUNT;
        case Refusal::kDebtorClosed: return v1::TRANSFER_OUTCOME_DEBTOR_CLOSED;
        case Refusal::kCreditorClosed: return v1::TRANSFER_OUTCOME_CREDITOR_CLOSED;
        case Refusal::kCurrencyMismatch: return v1::TRANSFER_OUTCOME_CURRENCY_MISMATCH;
        case Refusal::kInsufficientFunds: return v1::TRANSFER_OUTCOME_INSUFFICIENT_FUNDS;
        case Refusal::kBalanceLimit: return v1::TRANSFER_OUTCOME_BALANCE_LIMIT;
        case Refusal::kOtherTransfer: return v1::TRANSFER_OUTCOME_OTHER_TRANSFER;
        case Refusal::kSettlementLimit: return v1::TRANSFER_OUTCOME_SETTLEMENT_LIMIT;
        case Refusal::kParticipantSuspended: return v1::TRANSFER_OUTCOME_PARTICIPANT_SUSPENDED;
        case Refusal::kAmountAboveHold: break;  // there is no hold
    }
    throw std::logic_error("not a refusal of a transfer");
}

v1::TransferOutcome ToMessage(const BookedOrder& order) {
    switch (order.outcome) {
        case BookingOutcome::kPosted: return v1::TRANSFER_OUTCOME_POSTED;
        case BookingOutcome::kReplayed: return v1::TRANSFER_OUTCOME_REPLAYED;
        case BookingOutcome::kNotPosted: return v1::TRANSFER_OUTCOME_NOT_POSTED;
        case BookingOutcome::kRefused: return ToMessage(order.refusal.value());
    }
    throw std::logic_error("no such outcome of a transfer");
}

}  // namespace

core::Result<std::vector<TransferOrder>> ReadOrders(const v1::BookTransfersRequest& request) {
    std::vector<TransferOrder> orders;
    orders.reserve(static_cast<std::size_t>(request.transfers_size()));
    for (const auto& message : request.transfers()) {
        const auto order = ReadOrder(message, static_cast<int>(orders.size()));
        if (!order) return order.error();
        orders.push_back(*order);
    }
    return orders;
}

v1::BookTransfersResponse ToMessage(const BookingReply& reply) {
    v1::BookTransfersResponse response;
    response.mutable_outcomes()->Reserve(static_cast<int>(reply.orders.size()));
    for (const auto& order : reply.orders) response.add_outcomes(ToMessage(order));
    return response;
}

}  // namespace clearway::settlement
