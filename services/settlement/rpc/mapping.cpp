// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/mapping.h"

#include <stdexcept>

#include "rpc/times.h"

namespace clearway::settlement {
namespace {

void Write(const core::Money& money, common::v1::Amount& message) {
    message.set_currency(std::string(money.GetCurrency().Code()));
    message.set_value(core::FormatDecimal(money));
}

void Write(const Account& account, v1::Balances& message) {
    Write(core::Money(account.currency, account.Available()), *message.mutable_available());
    Write(core::Money(account.currency, account.posted), *message.mutable_posted());
    Write(core::Money(account.currency, account.held), *message.mutable_held());
}

v1::AccountType ToMessage(AccountType type) {
    switch (type) {
        case AccountType::kCustomer: return v1::ACCOUNT_TYPE_CUSTOMER;
        case AccountType::kMerchant: return v1::ACCOUNT_TYPE_MERCHANT;
        case AccountType::kClearing:
        case AccountType::kSettlement:
        case AccountType::kSuspense:
        case AccountType::kFees:
        case AccountType::kRounding: return v1::ACCOUNT_TYPE_CLEARING;
    }
    throw std::logic_error("no such account type");
}

v1::AccountStatus ToMessage(AccountStatus status) {
    switch (status) {
        case AccountStatus::kActive: return v1::ACCOUNT_STATUS_ACTIVE;
        case AccountStatus::kClosed: return v1::ACCOUNT_STATUS_CLOSED;
    }
    throw std::logic_error("no such account status");
}

v1::HoldOutcome ToMessage(Refusal refusal) {
    switch (refusal) {
        case Refusal::kUnknownAccount: return v1::HOLD_OUTCOME_UNKNOWN_ACCOUNT;
        case Refusal::kDebtorClosed: return v1::HOLD_OUTCOME_DEBTOR_CLOSED;
        case Refusal::kCreditorClosed: return v1::HOLD_OUTCOME_CREDITOR_CLOSED;
        case Refusal::kCurrencyMismatch: return v1::HOLD_OUTCOME_CURRENCY_MISMATCH;
        case Refusal::kInsufficientFunds: return v1::HOLD_OUTCOME_INSUFFICIENT_FUNDS;
        case Refusal::kSettlementLimit: return v1::HOLD_OUTCOME_SETTLEMENT_LIMIT;
        case Refusal::kParticipantSuspended: return v1::HOLD_OUTCOME_PARTICIPANT_SUSPENDED;
        case Refusal::kSameAccount:
        case Refusal::kAmountAboveHold:
        case Refusal::kBalanceLimit:
        case Refusal::kOtherTransfer: break;  // never the outcome of placing a hold
    }
    throw std::logic_error("not a refusal of a hold");
}

void Write(const StatementLine& line, const core::Currency& currency, v1::StatementEntry& message) {
    const auto& entry = line.entry;
    const auto id =
        core::Uuid::Derive(entry.account_id.value, "entry " + std::to_string(entry.sequence));
    message.set_entry_id(id.ToString());
    *message.mutable_booked_at() = rpc::ToTimestamp(entry.booked_at);
    const bool credit = entry.amount > 0;
    message.set_direction(credit ? v1::ENTRY_DIRECTION_CREDIT : v1::ENTRY_DIRECTION_DEBIT);
    Write(core::Money(currency, credit ? entry.amount : -entry.amount), *message.mutable_amount());
    message.set_balance_after(core::FormatDecimal(core::Money(currency, entry.balance_after)));
    message.set_transfer_id(entry.transfer_id.ToString());
    if (line.payment_id) message.set_payment_id(line.payment_id->ToString());
}

}  // namespace

v1::Account ToMessage(const Account& account) {
    v1::Account message;
    message.set_account_id(account.id.ToString());
    message.set_currency(std::string(account.currency.Code()));
    message.set_status(ToMessage(account.status));
    message.set_type(ToMessage(account.type));
    message.mutable_holder()->set_name(account.holder_name.Reveal());
    message.mutable_holder()->set_country(account.holder_country);
    if (account.party_id) message.mutable_holder()->set_party_id(account.party_id->ToString());
    message.set_holder_erased(account.holder_erased);
    Write(account, *message.mutable_balances());
    *message.mutable_created_at() = rpc::ToTimestamp(account.created_at);
    return message;
}

v1::SandboxCredit ToMessage(const usecase::SandboxCredit& credit) {
    v1::SandboxCredit message;
    message.set_transfer_id(credit.transfer.id.ToString());
    message.set_account_id(credit.account.id.ToString());
    Write(credit.transfer.amount, *message.mutable_amount());
    Write(credit.account, *message.mutable_balances());
    return message;
}

v1::Statement ToMessage(const usecase::Statement& statement) {
    const auto& page = statement.page;
    v1::Statement message;
    message.set_account_id(statement.account_id.ToString());
    message.set_currency(std::string(page.currency.Code()));
    message.set_opening_balance(
        core::FormatDecimal(core::Money(page.currency, page.opening_balance)));
    message.set_closing_balance(
        core::FormatDecimal(core::Money(page.currency, page.closing_balance)));
    for (const auto& line : page.lines) Write(line, page.currency, *message.add_entries());
    message.set_next_page_token(statement.next_page_token);
    return message;
}

v1::ResolvedAccount ToResolved(const Account& account) {
    v1::ResolvedAccount message;
    message.set_account_id(account.id.ToString());
    message.set_partner_id(account.partner_id);
    message.set_currency(std::string(account.currency.Code()));
    message.set_status(ToMessage(account.status));
    message.set_holder_name(account.holder_name.Reveal());
    message.set_holder_country(account.holder_country);
    message.set_person_id(PersonOf(account).ToString());
    if (account.party_id) message.set_party_id(account.party_id->ToString());
    return message;
}

v1::PlaceHoldResponse ToMessage(const HoldReply& reply) {
    v1::PlaceHoldResponse message;
    switch (reply.outcome) {
        case HoldOutcome::kHeld: message.set_outcome(v1::HOLD_OUTCOME_HELD); break;
        case HoldOutcome::kEnded: message.set_outcome(v1::HOLD_OUTCOME_HOLD_ENDED); break;
        case HoldOutcome::kRefused: message.set_outcome(ToMessage(reply.refusal.value())); break;
    }
    return message;
}

v1::TrialBalance ToMessage(const usecase::TrialBalance& balance) {
    v1::TrialBalance message;
    message.set_balanced(balance.balanced);
    for (const auto& line : balance.lines) {
        auto& added = *message.add_lines();
        added.set_currency(line.currency);
        added.set_accounts(line.accounts);
        added.set_entries(line.entries);
        added.set_transfers(line.transfers);
        added.set_sum_of_balances(line.sum_of_balances);
        added.set_sum_of_entries(line.sum_of_entries);
        added.set_inconsistent_accounts(line.inconsistent_accounts);
    }
    return message;
}

core::Result<PlaceHold> ReadPlaceHold(const v1::PlaceHoldRequest& request) {
    const auto hold_id = core::HoldId::Parse(request.hold_id());
    if (!hold_id) return core::InvalidField("hold_id", "is not a UUID");
    const auto payment_id = core::PaymentId::Parse(request.payment_id());
    if (!payment_id) return core::InvalidField("payment_id", "is not a UUID");
    const auto debtor = core::AccountId::Parse(request.debtor_account_id());
    if (!debtor) return core::InvalidField("debtor_account_id", "is not a UUID");
    const auto creditor = core::AccountId::Parse(request.creditor_account_id());
    if (!creditor && !request.creditor_account_id().empty()) {
        return core::InvalidField("creditor_account_id", "is not a UUID");
    }
    const auto currency = core::Currency::Parse(request.amount().currency());
    if (!currency) return core::InvalidField("amount.currency", "is not a currency");
    if (request.amount().minor_units() <= 0) {
        return core::InvalidField("amount.minor_units", "must be above zero");
    }
    if (!request.has_expires_at()) return core::InvalidField("expires_at", "is required");
    const auto expires_at = ReadTimestamp(request.expires_at(), "expires_at");
    if (!expires_at) return expires_at.error();
    return PlaceHold{.hold_id = *hold_id,
                     .payment_id = *payment_id,
                     .debtor = *debtor,
                     .creditor = creditor,
                     .amount = core::Money(*currency, request.amount().minor_units()),
                     .expires_at = *expires_at};
}

core::Result<AccountType> ReadType(v1::AccountType type) {
    // The enumeration is open: a number of a later version is not known here.
    if (type == v1::ACCOUNT_TYPE_UNSPECIFIED) return AccountType::kCustomer;
    if (type == v1::ACCOUNT_TYPE_CUSTOMER) return AccountType::kCustomer;
    if (type == v1::ACCOUNT_TYPE_MERCHANT) return AccountType::kMerchant;
    return core::InvalidField("type", "must be customer or merchant");
}

core::Result<core::Timestamp> ReadTimestamp(const google::protobuf::Timestamp& timestamp,
                                            const std::string& field) {
    const auto time = rpc::FromTimestamp(timestamp);
    if (!time) return core::InvalidField(field, "is not a moment between the years 1 and 9999");
    return *time;
}

}  // namespace clearway::settlement
