// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/save_ledger.h"

#include <algorithm>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::BytesArray;
using postgres::IntegerArray;
using postgres::TextArray;
using postgres::TimestampArray;
using postgres::UuidArray;

struct AccountColumns {
    UuidArray id;
    IntegerArray posted, held, last_entry, version;
    TimestampArray last_booked_at;
    TextArray status;

    void Add(const Account& account) {
        id.Add(account.id);
        posted.Add(account.posted);
        held.Add(account.held);
        last_entry.Add(account.last_entry);
        last_booked_at.Add(account.last_booked_at);
        status.Add(TextOf(account.status));
        version.Add(std::int64_t{account.version});
    }
};

// What an account was when the batch began: posted follows from the number of entries, and all else
// changes with the version.
struct KnownAccountColumns {
    IntegerArray held, last_entry, version;

    void Add(const Ledger::AccountRow& row) {
        held.Add(row.held_before);
        last_entry.Add(row.last_entry_before);
        version.Add(std::int64_t{row.version_before});
    }
};

struct PremiseColumns {
    UuidArray account;
    IntegerArray held, last_entry, account_version;
    UuidArray hold;
    IntegerArray hold_version;

    explicit PremiseColumns(const Premises& premises) {
        for (const auto& each : premises.accounts) {
            account.Add(each.id);
            held.Add(each.held);
            last_entry.Add(each.last_entry);
            account_version.Add(std::int64_t{each.version});
        }
        for (const auto& [id, version] : premises.holds) {
            hold.Add(id);
            hold_version.Add(std::int64_t{version});
        }
    }
};

struct NewHoldColumns {
    UuidArray id, payment_id, debtor, creditor;
    TextArray currency, state;
    IntegerArray amount, version, committed;
    TimestampArray expires_at;

    void Add(const Hold& hold) {
        id.Add(hold.id);
        payment_id.Add(hold.payment_id);
        debtor.Add(hold.debtor);
        creditor.Add(hold.creditor);
        currency.Add(hold.amount.GetCurrency().Code());
        amount.Add(hold.amount.MinorUnits());
        state.Add(TextOf(hold.state));
        expires_at.Add(hold.expires_at);
        version.Add(std::int64_t{hold.version});
        committed.Add(hold.committed);
    }
};

// Its state is another one.
struct MovedHoldColumns {
    UuidArray id;
    TextArray state;
    IntegerArray version, known_version, committed;

    void Add(const Ledger::HoldRow& row) {
        id.Add(row.hold.id);
        state.Add(TextOf(row.hold.state));
        version.Add(std::int64_t{row.hold.version});
        known_version.Add(std::int64_t{row.version_before});
        committed.Add(row.hold.committed);
    }
};

struct TransferColumns {
    UuidArray id, payment_id, hold_id, booking_id, debtor, creditor;
    TextArray currency;
    IntegerArray amount, released;
    IntegerArray debtor_sequence, debtor_balance, creditor_sequence, creditor_balance, window;
    TimestampArray posted_at;

    void Add(const Transfer& transfer) {
        id.Add(transfer.id);
        payment_id.AddOptional(transfer.payment_id);
        hold_id.AddOptional(transfer.hold_id);
        booking_id.AddOptional(transfer.booking_id);
        debtor.Add(transfer.debtor);
        creditor.Add(transfer.creditor);
        currency.Add(transfer.amount.GetCurrency().Code());
        amount.Add(transfer.amount.MinorUnits());
        released.Add(transfer.released);
        debtor_sequence.Add(transfer.debit.sequence);
        debtor_balance.Add(transfer.debit.balance_after);
        creditor_sequence.Add(transfer.credit.sequence);
        creditor_balance.Add(transfer.credit.balance_after);
        posted_at.Add(transfer.posted_at);
        window.AddOptional(transfer.window);
    }
};

void InsertAccounts(postgres::Transaction& transaction, const Ledger& ledger) {
    AccountColumns sums;
    TextArray partner_id, currency, type, holder_country;
    BytesArray sealed_holder_name;
    UuidArray party_id;
    TimestampArray created_at;
    bool any = false;
    for (const auto* row : ledger.TouchedAccounts()) {
        if (!row->is_new) continue;
        any = true;
        const auto& account = row->account;
        sums.Add(account);
        partner_id.Add(account.partner_id);
        currency.Add(account.currency.Code());
        type.Add(TextOf(account.type));
        sealed_holder_name.Add(account.sealed_holder_name);
        holder_country.Add(account.holder_country);
        party_id.AddOptional(account.party_id);
        created_at.Add(account.created_at);
    }
    if (!any) return;
    postgres::Execute(transaction, {"insert_accounts", sql::kInsertAccounts}, sums.id.Take(),
                      partner_id.Take(), currency.Take(), type.Take(), sums.status.Take(),
                      sealed_holder_name.Take(), holder_country.Take(), party_id.Take(),
                      sums.posted.Take(), sums.held.Take(), sums.last_entry.Take(),
                      sums.last_booked_at.Take(), sums.version.Take(), created_at.Take());
}

// In the order of their ids, as every writer locks them.
std::vector<const Ledger::AccountRow*> MovedAccounts(const Ledger& ledger) {
    std::vector<const Ledger::AccountRow*> moved;
    for (const auto* row : ledger.TouchedAccounts())
        if (!row->is_new) moved.push_back(row);
    std::ranges::sort(moved, {}, [](const auto* row) { return row->account.id; });
    return moved;
}

}  // namespace

bool SaveLedger(postgres::Transaction& transaction, const Ledger& ledger,
                const Premises& premises) {
    // Nothing changes without a fact.
    if (ledger.Facts().empty() && premises.accounts.empty() && premises.holds.empty()) return true;
    InsertAccounts(transaction, ledger);
    AccountColumns moved;
    KnownAccountColumns known;
    const auto moved_rows = MovedAccounts(ledger);
    for (const auto* row : moved_rows) {
        moved.Add(row->account);
        known.Add(*row);
    }
    NewHoldColumns placed;
    MovedHoldColumns ended;
    std::int64_t ended_count = 0;
    for (const auto* row : ledger.TouchedHolds()) {
        if (row->is_new) {
            placed.Add(row->hold);
        } else {
            ended.Add(*row);
            ++ended_count;
        }
    }
    TransferColumns booked;
    for (const auto& transfer : ledger.NewTransfers()) booked.Add(transfer);
    PremiseColumns rests_on(premises);
    const auto found = postgres::Execute(
        transaction, {"save_batch", sql::kSaveBatch}, moved.id.Take(), moved.posted.Take(),
        moved.held.Take(), moved.last_entry.Take(), moved.last_booked_at.Take(),
        moved.status.Take(), moved.version.Take(), known.held.Take(), known.last_entry.Take(),
        known.version.Take(), placed.id.Take(), placed.payment_id.Take(), placed.debtor.Take(),
        placed.creditor.Take(), placed.currency.Take(), placed.amount.Take(), placed.state.Take(),
        placed.expires_at.Take(), placed.version.Take(), ended.id.Take(), ended.state.Take(),
        ended.version.Take(), ended.known_version.Take(), booked.id.Take(),
        booked.payment_id.Take(), booked.hold_id.Take(), booked.booking_id.Take(),
        booked.debtor.Take(), booked.creditor.Take(), booked.currency.Take(), booked.amount.Take(),
        booked.released.Take(), booked.debtor_sequence.Take(), booked.debtor_balance.Take(),
        booked.creditor_sequence.Take(), booked.creditor_balance.Take(), booked.posted_at.Take(),
        rests_on.account.Take(), rests_on.held.Take(), rests_on.last_entry.Take(),
        rests_on.account_version.Take(), rests_on.hold.Take(), rests_on.hold_version.Take(),
        booked.window.Take(), placed.committed.Take(), ended.committed.Take());
    const auto row = found[0];
    return postgres::AsInt(row["moved"]) == std::ssize(moved_rows) &&
           postgres::AsInt(row["ended"]) == ended_count && postgres::AsInt(row["others"]) == 0;
}

}  // namespace clearway::settlement
