// SPDX-License-Identifier: Apache-2.0
// The part of the books that one batch of commands touches, in memory: loaded under lock, changed
// in the order of the commands so that they see one another, then saved as a whole. It moves money
// and writes facts; whether a movement is allowed is decided by Decide().
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "services/settlement/domain/fact.h"
#include "services/settlement/domain/positions.h"
#include "services/settlement/domain/settlement_order.h"
#include "services/settlement/domain/suspended_transfer.h"

namespace clearway::settlement {

class Ledger {
public:
    // A loaded or new row, and what it was when the batch began.
    struct AccountRow {
        Account account;
        std::int64_t posted_before = 0;
        std::int64_t held_before = 0;
        std::int64_t last_entry_before = 0;
        std::int32_t version_before = 0;
        bool is_new = false;
        bool is_changed = false;
    };
    struct HoldRow {
        Hold hold;
        std::int64_t reserved_before = 0;
        std::int32_t version_before = 0;
        bool is_new = false;
        bool is_changed = false;
    };

    struct SuspendedRow {
        SuspendedTransfer suspended;
        bool is_new = false;
        bool is_changed = false;
    };

    explicit Ledger(core::Timestamp now, SettlementModels models = {})
        : now_(now), positions_(std::move(models)) {}
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void LoadAccount(Account account);
    void LoadHold(const Hold& hold);
    void LoadTransfer(const Transfer& transfer);
    void LoadSuspended(SuspendedTransfer suspended);
    void LoadWindow(const Window& window) { positions_.Load(window); }
    void LoadParticipant(Participant participant) { positions_.Load(std::move(participant)); }

    core::Timestamp Now() const { return now_; }
    const Account* FindAccount(const core::AccountId& id) const;
    const Hold* FindHold(const core::HoldId& id) const;
    const Transfer* FindTransfer(const core::TransferId& id) const;
    const SuspendedTransfer* FindSuspended(const core::TransferId& id) const;
    // Whether the batch changed it, or made it.
    bool HasChanged(const core::AccountId& id) const;
    bool HasChanged(const core::HoldId& id) const;

    const Account& Open(Account account);
    const Account& Close(const core::AccountId& id);
    // The clearing account of a currency, opened when first needed.
    const Account& Clearing(const core::Currency& currency);
    // The suspense account of a currency, opened when first needed.
    const Account& Suspense(const core::Currency& currency);
    // What settlement moves of the platform's own books, opened when first needed.
    const Account& OwnAccount(const core::Currency& currency, const SettlementSide& side);
    // The gates between participants; nullopt: allowed, or nothing to settle.
    std::optional<Refusal> CheckSettlement(const core::AccountId& debtor,
                                           const core::AccountId& creditor,
                                           const core::Money& amount) const;
    // Reserves the amount of a new hold. Errors: kBalanceLimit.
    core::Result<core::Done> Place(Hold hold);
    // Gives back what a hold reserves; `ended` is kVoided or kExpired.
    void Release(const core::HoldId& id, HoldState ended);
    // Books a transfer: one debit, one credit. With a hold, what it reserves is given back first.
    // Without a booking, its fact is written at once.
    // Errors: kBalanceLimit, and nothing is changed.
    core::Result<core::Done> Post(Transfer transfer);
    // One fact of all transfers of the booking that was posted last.
    void Announce(const BookingId& booking, std::string booked_by);
    // Ends a hold whose order cannot be carried out.
    void Refuse(const core::HoldId& id, Refusal reason);
    // Promises the hold's `committed` to a rail and frees the rest; of a hold that has ended, the
    // debtor must have it available.
    void Commit(const core::HoldId& id, const core::Money& amount, std::string creditor_country);
    // Ends a committed hold that the rail refused.
    void Reject(const core::HoldId& id, RailReason reason);
    // Books a transfer that gives a posted hold's money back. Errors: kBalanceLimit, and nothing is
    // changed.
    core::Result<core::Done> Return(Transfer transfer, RailReason reason);
    // Keeps an operator's word about money in suspense.
    void Propose(const core::TransferId& suspended, ReleaseProposal proposal);
    // Books it on. Errors: kBalanceLimit, and nothing is changed.
    core::Result<core::Done> Release(const core::TransferId& suspended,
                                     const core::AccountId& creditor, std::string released_by);
    // A hold that only records a payment's order: the payment was never held here.
    void Record(Hold hold);
    // Closes the open window, which must be there, and opens the next.
    const Window& CloseWindow(const core::Currency& currency, std::string closed_by);
    const Participant& Agree(const ParticipantKey& key, Agreement agreement, std::string set_by);

    const settlement::Positions& Positions() const { return positions_; }
    // What the batch changed, in the order of first touch.
    std::span<const AccountRow* const> TouchedAccounts() const { return touched_accounts_; }
    std::span<const HoldRow* const> TouchedHolds() const { return touched_holds_; }
    std::span<const Transfer> NewTransfers() const { return new_transfers_; }
    std::span<const Fact> Facts() const { return facts_; }
    const std::unordered_map<core::TransferId, SuspendedRow>& SuspendedTransfers() const {
        return suspended_;
    }

private:
    AccountRow& Touch(const core::AccountId& id);
    HoldRow& Touch(const core::HoldId& id);
    const Account& OpenOwn(const core::AccountId& id, const core::Currency& currency,
                           AccountType type);
    std::optional<Between> InstitutionsBetween(const core::AccountId& debtor,
                                               const core::AccountId& creditor) const;
    // What the hold reserves is free again.
    void GiveBack(const Hold& hold);
    void OpenWindow(const core::Currency& currency);
    // Books both sides and keeps the transfer. Errors: kBalanceLimit, and nothing is changed.
    core::Result<core::Done> Move(Transfer& transfer);
    // What a rail's payment brought to the suspense account.
    void Suspend(const Transfer& transfer);
    // Moves the balance of one side; an amount below zero is a debit.
    Side Book(const core::AccountId& id, std::int64_t amount, core::Timestamp posted_at);

    core::Timestamp now_;
    std::unordered_map<core::AccountId, AccountRow> accounts_;
    std::unordered_map<core::HoldId, HoldRow> holds_;
    std::unordered_map<core::TransferId, Transfer> transfers_;
    std::unordered_map<core::TransferId, SuspendedRow> suspended_;
    std::vector<const AccountRow*> touched_accounts_;
    std::vector<const HoldRow*> touched_holds_;
    std::vector<Transfer> new_transfers_;
    std::vector<Fact> facts_;
    settlement::Positions positions_;
};

}  // namespace clearway::settlement
