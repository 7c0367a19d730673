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
    holds_.emplace(
        hold.id,
        HoldRow{.hold = hold, .reserved_before = hold.Reserved(), .version_before = hold.version});
}

void Ledger::LoadTransfer(const Transfer& transfer) { transfers_.emplace(transfer.id, transfer); }

void Ledger::LoadSuspended(SuspendedTransfer suspended) {
    const auto id = suspended.id;
    suspended_.emplace(id, SuspendedRow{.suspended = std::move(suspended)});
}

const SuspendedTransfer* Ledger::FindSuspended(const core::TransferId& id) const {
    const auto found = suspended_.find(id);
    return found == suspended_.end() ? nullptr : &found->second.suspended;
}

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
    return OpenOwn(core::DeriveClearingAccountId(currency.Code()), currency,
                   AccountType::kClearing);
}

const Account& Ledger::Suspense(const core::Currency& currency) {
    return OpenOwn(SuspenseAccountOf(currency), currency, AccountType::kSuspense);
}

const Account& Ledger::OwnAccount(const core::Currency& currency, const SettlementSide& side) {
    return OpenOwn(AccountOf(currency, side), currency, TypeOf(side));
}

const Account& Ledger::OpenOwn(const core::AccountId& id, const core::Currency& currency,
                               AccountType type) {
    if (const auto* found = FindAccount(id)) return *found;
    return Open(
        {.id = id, .partner_id = "", .currency = currency, .type = type, .created_at = now_});
}

std::optional<Between> Ledger::InstitutionsBetween(const core::AccountId& debtor_id,
                                                   const core::AccountId& creditor_id) const {
    const auto* debtor = FindAccount(debtor_id);
    const auto* creditor = FindAccount(creditor_id);
    return debtor && creditor ? InstitutionsOf(*debtor, *creditor) : std::nullopt;
}

std::optional<Refusal> Ledger::CheckSettlement(const core::AccountId& debtor,
                                               const core::AccountId& creditor,
                                               const core::Money& amount) const {
    const auto between = InstitutionsBetween(debtor, creditor);
    return between ? positions_.Check(*between, amount) : std::nullopt;
}

core::Result<core::Done> Ledger::Place(Hold hold) {
    const auto held =
        core::AddMinor(accounts_.at(hold.debtor).account.held, hold.amount.MinorUnits());
    if (!held) return held.error();
    if (const auto between = InstitutionsBetween(hold.debtor, hold.creditor)) {
        const auto reserved = positions_.Reserve(*between, hold.amount);
        if (!reserved) return reserved.error();
    }
    Touch(hold.debtor).account.held = *held;
    hold.state = HoldState::kHeld;
    hold.version = 1;
    facts_.push_back({hold.id.value, 1, HoldPlaced{hold}});
    holds_.emplace(hold.id, HoldRow{.hold = hold, .is_new = true});
    Touch(hold.id);
    return core::Done{};
}

void Ledger::GiveBack(const Hold& hold) {
    if (hold.Reserved() == 0) return;
    Touch(hold.debtor).account.held -= hold.Reserved();
    if (const auto between = InstitutionsBetween(hold.debtor, hold.creditor)) {
        positions_.Release(*between, hold.amount);
    }
}

void Ledger::Release(const core::HoldId& id, HoldState ended) {
    auto& hold = Touch(id).hold;
    GiveBack(hold);
    hold.state = ended;
    ++hold.version;
    if (ended == HoldState::kExpired) {
        facts_.push_back({id.value, hold.version, HoldExpired{id, hold.payment_id}});
    } else {
        facts_.push_back({id.value, hold.version, HoldVoided{id, hold.payment_id}});
    }
}

core::Result<core::Done> Ledger::Move(Transfer& transfer) {
    const auto& debtor_before = accounts_.at(transfer.debtor).account;
    const auto& creditor_before = accounts_.at(transfer.creditor).account;
    const auto amount = transfer.amount.MinorUnits();
    const auto debited = core::SubtractMinor(debtor_before.posted, amount);
    if (!debited) return debited.error();
    const auto credited = core::AddMinor(creditor_before.posted, amount);
    if (!credited) return credited.error();
    if (const auto between = InstitutionsOf(debtor_before, creditor_before)) {
        const auto& currency = transfer.amount.GetCurrency();
        if (!positions_.FindOpen(currency)) OpenWindow(currency);
        const auto passed = positions_.Pass(*between, transfer.amount);
        if (!passed) return passed.error();
        transfer.window = positions_.FindOpen(currency)->number;
    }

    transfer.posted_at =
        std::max({now_, debtor_before.last_booked_at, creditor_before.last_booked_at});
    transfer.debit = Book(transfer.debtor, -amount, transfer.posted_at);
    transfer.credit = Book(transfer.creditor, amount, transfer.posted_at);
    transfers_.emplace(transfer.id, transfer);
    new_transfers_.push_back(transfer);
    if (transfer.hold_id && creditor_before.type == AccountType::kSuspense) Suspend(transfer);
    return core::Done{};
}

void Ledger::Suspend(const Transfer& transfer) {
    const auto& hold = holds_.at(*transfer.hold_id).hold;
    suspended_.emplace(transfer.id,
                       SuspendedRow{.suspended = {.id = transfer.id,
                                                  .payment_id = hold.payment_id,
                                                  .hold_id = hold.id,
                                                  .payer = hold.debtor,
                                                  .amount = transfer.amount,
                                                  .came_back = transfer.debtor != hold.debtor,
                                                  .suspended_at = transfer.posted_at},
                                    .is_new = true});
}

core::Result<core::Done> Ledger::Post(Transfer transfer) {
    const auto moved = Move(transfer);
    if (!moved) return moved.error();
    auto stream_id = transfer.id.value;
    std::int32_t version = 1;
    if (transfer.hold_id) {
        auto& hold = Touch(*transfer.hold_id).hold;
        GiveBack(hold);
        hold.state = HoldState::kPosted;
        stream_id = hold.id.value;
        version = ++hold.version;
    }
    if (!transfer.booking_id)
        facts_.push_back({stream_id, version, TransferPosted{std::move(transfer)}});
    return core::Done{};
}

void Ledger::Commit(const core::HoldId& id, const core::Money& amount,
                    std::string creditor_country) {
    auto& hold = Touch(id).hold;
    auto& debtor = Touch(hold.debtor).account;
    GiveBack(hold);
    hold.state = HoldState::kCommitted;
    hold.committed = amount.MinorUnits();
    debtor.held += hold.committed;  // at most what was held, or is available
    facts_.push_back({id.value, ++hold.version,
                      HoldCommitted{hold, debtor.partner_id, std::move(creditor_country)}});
}

void Ledger::Reject(const core::HoldId& id, RailReason reason) {
    auto& hold = Touch(id).hold;
    GiveBack(hold);
    hold.state = HoldState::kRefused;
    facts_.push_back(
        {id.value, ++hold.version, TransferRejected{id, hold.payment_id, std::move(reason)}});
}

core::Result<core::Done> Ledger::Return(Transfer transfer, RailReason reason) {
    const auto moved = Move(transfer);
    if (!moved) return moved.error();
    auto& hold = Touch(*transfer.hold_id).hold;
    hold.state = HoldState::kReturned;
    facts_.push_back(
        {hold.id.value, ++hold.version, TransferReturned{std::move(transfer), std::move(reason)}});
    return core::Done{};
}

void Ledger::Propose(const core::TransferId& suspended, ReleaseProposal proposal) {
    auto& row = suspended_.at(suspended);
    row.suspended.proposal = std::move(proposal);
    row.is_changed = true;
}

core::Result<core::Done> Ledger::Release(const core::TransferId& suspended,
                                         const core::AccountId& creditor, std::string released_by) {
    auto& row = suspended_.at(suspended);
    Transfer transfer{.id = DeriveReleaseTransferId(suspended),
                      .payment_id = row.suspended.payment_id,
                      .hold_id = row.suspended.hold_id,
                      .debtor = SuspenseAccountOf(row.suspended.amount.GetCurrency()),
                      .creditor = creditor,
                      .amount = row.suspended.amount};
    const auto moved = Move(transfer);
    if (!moved) return moved.error();
    row.suspended.proposal.reset();
    row.suspended.release = settlement::Release{creditor, released_by, now_};
    row.is_changed = true;
    auto& hold = Touch(row.suspended.hold_id).hold;
    facts_.push_back(
        {hold.id.value, ++hold.version,
         SuspendedTransferReleased{std::move(transfer), suspended, std::move(released_by)}});
    return core::Done{};
}

void Ledger::Announce(const BookingId& booking, std::string booked_by) {
    auto first = new_transfers_.end();
    while (first != new_transfers_.begin() && std::prev(first)->booking_id == booking) --first;
    const bool settles = accounts_.at(first->debtor).account.type == AccountType::kSettlement;
    facts_.push_back(
        {booking.value, 1,
         TransfersPosted{booking, std::move(booked_by), {first, new_transfers_.end()}, settles}});
}

Side Ledger::Book(const core::AccountId& id, std::int64_t amount, core::Timestamp posted_at) {
    auto& account = Touch(id).account;
    account.posted += amount;  // checked by Post before anything changed
    account.last_booked_at = posted_at;
    return {.sequence = ++account.last_entry, .balance_after = account.posted};
}

void Ledger::Refuse(const core::HoldId& id, Refusal reason) {
    auto& hold = Touch(id).hold;
    GiveBack(hold);
    hold.state = HoldState::kRefused;
    ++hold.version;
    facts_.push_back({id.value, hold.version, TransferRefused{id, hold.payment_id, reason}});
}

void Ledger::Record(Hold hold) {
    const auto id = hold.id;
    holds_.emplace(id, HoldRow{.hold = std::move(hold), .is_new = true});
    Touch(id);
}

void Ledger::OpenWindow(const core::Currency& currency) {
    const auto& window = positions_.Open(currency, now_);
    facts_.push_back({IdOf(window), window.version, WindowOpened{window}});
}

const Window& Ledger::CloseWindow(const core::Currency& currency, std::string closed_by) {
    const auto closed = positions_.Close(currency, now_);
    facts_.push_back({IdOf(closed), closed.version, WindowClosed{closed, std::move(closed_by)}});
    OpenWindow(currency);
    return *positions_.FindOpen(currency);
}

const Participant& Ledger::Agree(const ParticipantKey& key, Agreement agreement,
                                 std::string set_by) {
    auto proposed_by = agreement.proposed_by;
    const auto& participant = positions_.Agree(key, std::move(agreement));
    facts_.push_back({StreamOf(key), participant.version,
                      ParticipantSet{participant, std::move(set_by), std::move(proposed_by)}});
    return participant;
}

}  // namespace clearway::settlement
