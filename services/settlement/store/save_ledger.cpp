// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/save_ledger.h"

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
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

struct NewHoldColumns {
    UuidArray id, payment_id, debtor, creditor;
    TextArray currency, state;
    IntegerArray amount, version;
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
    }
};

struct EndedHoldColumns {
    UuidArray id;
    TextArray state;
    IntegerArray version;

    void Add(const Hold& hold) {
        id.Add(hold.id);
        state.Add(TextOf(hold.state));
        version.Add(std::int64_t{hold.version});
    }
};

struct TransferColumns {
    UuidArray id, payment_id, hold_id, booking_id, debtor, creditor;
    TextArray currency;
    IntegerArray amount, released;
    IntegerArray debtor_sequence, debtor_balance, creditor_sequence, creditor_balance;
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
    }
};

void InsertAccounts(postgres::Transaction& transaction, const Ledger& ledger) {
    AccountColumns sums;
    TextArray partner_id, currency, type, holder_name, holder_country;
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
        holder_name.Add(account.holder_name.Reveal());
        holder_country.Add(account.holder_country);
        created_at.Add(account.created_at);
    }
    if (!any) return;
    postgres::Execute(transaction, {"insert_accounts", sql::kInsertAccounts}, sums.id.Take(),
                      partner_id.Take(), currency.Take(), type.Take(), sums.status.Take(),
                      holder_name.Take(), holder_country.Take(), sums.posted.Take(),
                      sums.held.Take(), sums.last_entry.Take(), sums.last_booked_at.Take(),
                      sums.version.Take(), created_at.Take());
}

}  // namespace

void SaveLedger(postgres::Transaction& transaction, const Ledger& ledger) {
    if (ledger.Facts().empty()) return;  // nothing changes without a fact
    InsertAccounts(transaction, ledger);
    AccountColumns moved;
    for (const auto* row : ledger.TouchedAccounts()) {
        if (!row->is_new) moved.Add(row->account);
    }
    NewHoldColumns placed;
    EndedHoldColumns ended;
    for (const auto* row : ledger.TouchedHolds()) {
        row->is_new ? placed.Add(row->hold) : ended.Add(row->hold);
    }
    TransferColumns booked;
    for (const auto& transfer : ledger.NewTransfers()) booked.Add(transfer);
    postgres::Execute(
        transaction, {"save_batch", sql::kSaveBatch}, moved.id.Take(), moved.posted.Take(),
        moved.held.Take(), moved.last_entry.Take(), moved.last_booked_at.Take(),
        moved.status.Take(), moved.version.Take(), placed.id.Take(), placed.payment_id.Take(),
        placed.debtor.Take(), placed.creditor.Take(), placed.currency.Take(), placed.amount.Take(),
        placed.state.Take(), placed.expires_at.Take(), placed.version.Take(), ended.id.Take(),
        ended.state.Take(), ended.version.Take(), booked.id.Take(), booked.payment_id.Take(),
        booked.hold_id.Take(), booked.booking_id.Take(), booked.debtor.Take(), booked.creditor.Take(),
        booked.currency.Take(), booked.amount.Take(), booked.released.Take(),
        booked.debtor_sequence.Take(), booked.debtor_balance.Take(),
        booked.creditor_sequence.Take(), booked.creditor_balance.Take(), booked.posted_at.Take());
}

}  // namespace clearway::settlement
