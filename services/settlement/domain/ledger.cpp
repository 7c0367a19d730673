// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/ledger.h"

#include <algorithm>
#include <utility>

namespace clearway::settlement {

void Ledger::LoadAccount(Account account) {
    const auto id = account.id;
    AccountRow row{.account = std::move(account)};
    row.posted_before = row.account.posted;
    row.held_before = row.account.held;
    row.last_entry_before = row.account.last_entry;
    row.version_before = row.account.version;
    accounts_.emplace(id, std::move(row));
}

void Ledger::LoadHold(const Hold& hold) {
    holds_.emplace(hold.id, HoldRow{.hold = hold,
                                   .reserved_before = hold.Reserved(),
                                   .version_before = hold.version});
}

void Ledger::LoadTransfer(const Transfer& transfer) { transfers_.emplace(transfer.id, transfer); }

const Account* Ledger::FindAccount(const core::AccountId& id) const {
    const auto found = accounts_.find(id);
    return found == accounts_.end() ? nullptr : &found->second.account;
}

const Hold* Ledger::FindHold(const core::HoldId& id) const {
    const auto found = holds_.find(id);
    return found == holds_.end() ? nullptr : &found->second.hold;
}

const Transfer* Ledger::FindTransfer(const core::TransferId& id) const {
    const auto found = transfers_.find(id);
    return found == transfers_.end() ? nullptr : &found->second;
}

bool Ledger::HasChanged(const core::AccountId& id) const {
    const auto found = accounts_.find(id);
    return found != accounts_.end() && found->second.is_changed;
}

bool Ledger::HasChanged(const core::HoldId& id) const {
    const auto found = holds_.find(id);
    return found != holds_.end() && found->second.is_changed;
}

Ledger::AccountRow& Ledger::Touch(const core::AccountId& id) {
    auto& row = accounts_.at(id);
    if (!row.is_changed) {
        row.is_changed = true;
        touched_accounts_.push_back(&row);
    }
    return row;
}

Ledger::HoldRow& Ledger::Touch(const core::HoldId& id) {
    auto& row = holds_.at(id);
    if (!row.is_changed) {
        row.is_changed = true;
        touched_holds_.push_back(&row);
    }
    return row;
}

const Account& Ledger::Open(Account account) {
    const auto id = account.id;
    account.version = 1;
    account.last_booked_at = account.created_at;
    facts_.push_back({id.value, 1,
                      AccountOpened{id, account.partner_id, account.currency,
                                    account.holder_country, account.party_id}});
    accounts_.emplace(id, AccountRow{.account = std::move(account), .is_new = true});
    return Touch(id).account;
}

const Account& Ledger::Close(const core::AccountId& id) {
    auto& account = Touch(id).account;
    account.status = AccountStatus::kClosed;
    facts_.push_back({id.value, ++account.version, AccountClosed{id}});
    return account;
}

const Account& Ledger::Clearing(const core::Currency& currency) {
    const auto id = core::DeriveClearingAccountId(currency.Code());
    if (const auto* found = FindAccount(id)) return *found;
    return Open({.id = id,
                 .partner_id = "",
                 .currency = currency,
                 .type = AccountType::kClearing,
                 .created_at = now_});
}

core::Result<core::Done> Ledger::Place(Hold hold) {
    const auto held =
        core::AddMinor(accounts_.at(hold.debtor).account.held, hold.amount.MinorUnits());
    if (!held) return held.error();
    Touch(hold.debtor).account.held = *held;
    hold.state = HoldState::kHeld;
    hold.version = 1;
    facts_.push_back({hold.id.value, 1, HoldPlaced{hold}});
    holds_.emplace(hold.id, HoldRow{.hold = hold, .is_new = true});
    Touch(hold.id);
    return core::Done{};
}

void Ledger::Release(const core::HoldId& id, HoldState ended) {
    auto& hold = Touch(id).hold;
    Touch(hold.debtor).account.held -= hold.Reserved();
    hold.state = ended;
    ++hold.version;
    if (ended == HoldState::kExpired) {
        facts_.push_back({id.value, hold.version, HoldExpired{id, hold.payment_id}});
    } else {
        facts_.push_back({id.value, hold.version, HoldVoided{id, hold.payment_id}});
    }
}

core::Result<core::Done> Ledger::Post(Transfer transfer) {
    const auto& debtor_before = accounts_.at(transfer.debtor).account;
    const auto& creditor_before = accounts_.at(transfer.creditor).account;
    const auto amount = transfer.amount.MinorUnits();
    const auto debited = core::SubtractMinor(debtor_before.posted, amount);
    if (!debited) return debited.error();
    const auto credited = core::AddMinor(creditor_before.posted, amount);
    if (!credited) return credited.error();

    transfer.posted_at =
        std::max({now_, debtor_before.last_booked_at, creditor_before.last_booked_at});
    auto stream_id = transfer.id.value;
    std::int32_t version = 1;
    if (transfer.hold_id) {
        auto& hold = Touch(*transfer.hold_id).hold;
        Touch(hold.debtor).account.held -= hold.Reserved();
        hold.state = HoldState::kPosted;
        stream_id = hold.id.value;
        version = ++hold.version;
    }
    transfer.debit = Book(transfer.debtor, -amount, transfer.posted_at);
    transfer.credit = Book(transfer.creditor, amount, transfer.posted_at);
    if (!transfer.booking_id) facts_.push_back({stream_id, version, TransferPosted{transfer}});
    transfers_.emplace(transfer.id, transfer);
    new_transfers_.push_back(std::move(transfer));
    return core::Done{};
}

void Ledger::Announce(const BookingId& booking, std::string booked_by) {
    auto first = new_transfers_.end();
    while (first != new_transfers_.begin() && std::prev(first)->booking_id == booking) --first;
    facts_.push_back({booking.value, 1,
                      TransfersPosted{booking, std::move(booked_by),
                                      {first, new_transfers_.end()}}});
}

Side Ledger::Book(const core::AccountId& id, std::int64_t amount, core::Timestamp posted_at) {
    auto& account = Touch(id).account;
    account.posted += amount;  // checked by Post before anything changed
    account.last_booked_at = posted_at;
    return {.sequence = ++account.last_entry, .balance_after = account.posted};
}

void Ledger::Refuse(const core::HoldId& id, Refusal reason) {
    auto& hold = Touch(id).hold;
    if (hold.Reserved() > 0) Touch(hold.debtor).account.held -= hold.Reserved();
    hold.state = HoldState::kRefused;
    ++hold.version;
    facts_.push_back({id.value, hold.version, TransferRefused{id, hold.payment_id, reason}});
}

void Ledger::Record(Hold hold) {
    const auto id = hold.id;
    holds_.emplace(id, HoldRow{.hold = std::move(hold), .is_new = true});
    Touch(id);
}

}  // namespace clearway::settlement
