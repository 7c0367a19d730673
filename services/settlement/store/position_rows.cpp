// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/position_rows.h"

#include <algorithm>
#include <set>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::BoolArray;
using postgres::Execute;
using postgres::IntegerArray;
using postgres::TextArray;
using postgres::TimestampArray;

struct ParticipantColumns {
    TextArray currency, institution, bic, settlement_account;
    TextArray proposed_bic, proposed_account, proposed_by;
    BoolArray suspended;
    IntegerArray debit_cap, liquidity, window, net, reserved, version, revision;
    std::int64_t count = 0;

    void Add(const Participant& participant) {
        currency.Add(participant.key.currency.Code());
        institution.Add(participant.key.institution);
        bic.Add(participant.terms.bic);
        settlement_account.Add(participant.terms.settlement_account);
        suspended.Add(participant.terms.status == ParticipantStatus::kSuspended);
        debit_cap.AddOptional(participant.terms.debit_cap);
        liquidity.AddOptional(participant.terms.liquidity);
        const auto& proposal = participant.proposal;
        proposal ? proposed_bic.Add(proposal->address.bic) : proposed_bic.AddNull();
        proposal ? proposed_account.Add(proposal->address.account) : proposed_account.AddNull();
        proposal ? proposed_by.Add(proposal->proposed_by) : proposed_by.AddNull();
        window.Add(participant.window);
        net.Add(participant.net);
        reserved.Add(participant.reserved);
        version.Add(std::int64_t{participant.version});
        revision.Add(participant.revision);
        ++count;
    }
};

struct FlowColumns {
    TextArray currency, debtor, creditor;
    IntegerArray window, gross, transfers;

    explicit FlowColumns(const Positions& positions) {
        for (const auto& [key, flow] : positions.NewFlows()) {
            const auto& [of, number, from, to] = key;
            currency.Add(of.Code());
            window.Add(number);
            debtor.Add(from);
            creditor.Add(to);
            gross.Add(flow.gross);
            transfers.Add(flow.transfers);
        }
    }
};

void LoadWindows(postgres::Transaction& transaction, LedgerMemory& memory,
                 const std::set<core::Currency>& currencies, bool to_close, Ledger& ledger) {
    TextArray to_read;
    bool any = false;
    for (const auto& currency : currencies) {
        if (const auto* known = memory.windows.Find(std::string(currency.Code()))) {
            ledger.LoadWindow(*known);
        } else {
            to_read.Add(currency.Code());
            any = true;
        }
    }
    if (!any) return;
    const postgres::Statement lock =
        to_close ? postgres::Statement{"lock_windows_to_close", sql::kLockWindowsToClose}
                 : postgres::Statement{"lock_windows", sql::kLockWindows};
    for (const auto& row : Execute(transaction, lock, to_read.Take())) {
        const auto window = ReadOpenWindow(row);
        memory.windows.Stage(std::string(window.currency.Code()), window);
        ledger.LoadWindow(window);
    }
}

void LoadParticipants(postgres::Transaction& transaction, LedgerMemory& memory,
                      const std::set<ParticipantKey>& keys, Ledger& ledger) {
    TextArray currency, institution;
    bool any = false;
    for (const auto& key : keys) {
        if (const auto* known = memory.participants.Find(key)) {
            ledger.LoadParticipant(*known);
        } else {
            currency.Add(key.currency.Code());
            institution.Add(key.institution);
            any = true;
        }
    }
    if (!any) return;
    for (const auto& row : Execute(transaction, {"lock_participants", sql::kLockParticipants},
                                   currency.Take(), institution.Take())) {
        auto participant = ReadParticipant(row);
        memory.participants.Stage(participant.key, participant);
        ledger.LoadParticipant(std::move(participant));
    }
}

// Windows that this batch closes or opens: seldom, so statements of their own, and in this order,
// as there is one open window at a time.
bool SaveWindows(postgres::Transaction& transaction, const Positions& positions) {
    TextArray closed_currency, opened_currency, model, state;
    IntegerArray closed_number, closed_version, opened_number, opened_version;
    TimestampArray closed_at, opened_at, opened_closed_at;
    std::int64_t closed = 0;
    std::int64_t opened = 0;
    for (const auto& [key, row] : positions.Windows()) {
        const auto& window = row.window;
        if (row.is_new) {
            ++opened;
            opened_currency.Add(window.currency.Code());
            opened_number.Add(window.number);
            model.Add(TextOf(window.model));
            state.Add(TextOf(window.state));
            opened_at.Add(window.opened_at);
            opened_closed_at.AddOptional(window.closed_at);
            opened_version.Add(std::int64_t{window.version});
        } else if (row.is_closed) {
            ++closed;
            closed_currency.Add(window.currency.Code());
            closed_number.Add(window.number);
            closed_at.AddOptional(window.closed_at);
            closed_version.Add(std::int64_t{window.version});
        }
    }
    if (closed > 0) {
        const auto found =
            Execute(transaction, {"close_windows", sql::kCloseWindows}, closed_currency.Take(),
                    closed_number.Take(), closed_at.Take(), closed_version.Take());
        if (std::ssize(found) != closed) return false;
    }
    if (opened > 0) {
        Execute(transaction, {"open_windows", sql::kOpenWindows}, opened_currency.Take(),
                opened_number.Take(), model.Take(), state.Take(), opened_at.Take(),
                opened_closed_at.Take(), opened_version.Take());
    }
    return true;
}

}  // namespace

void LoadPositions(postgres::Transaction& transaction, LedgerMemory& memory,
                   const Footprint& footprint, Ledger& ledger) {
    std::set<core::Currency> currencies(footprint.closing.begin(), footprint.closing.end());
    std::set<ParticipantKey> keys(footprint.participants.begin(), footprint.participants.end());
    for (const auto& [from, to] : footprint.movements) {
        const auto* debtor = ledger.FindAccount(from);
        const auto* creditor = ledger.FindAccount(to);
        const auto between = debtor && creditor ? InstitutionsOf(*debtor, *creditor) : std::nullopt;
        if (!between) continue;
        currencies.insert(debtor->currency);
        keys.insert({debtor->currency, debtor->partner_id});
        keys.insert({debtor->currency, creditor->partner_id});
    }
    if (!currencies.empty()) {
        LoadWindows(transaction, memory, currencies, !footprint.closing.empty(), ledger);
    }
    if (!keys.empty()) LoadParticipants(transaction, memory, keys, ledger);
}

PositionsSaved SavePositions(postgres::Transaction& transaction, const Positions& positions) {
    if (positions.Windows().empty() && positions.Participants().empty())
        return PositionsSaved::kYes;
    if (!SaveWindows(transaction, positions)) return PositionsSaved::kClosed;
    TextArray open_currency, other_currency, other_institution;
    IntegerArray open_number, other_revision;
    std::int64_t open = 0;
    for (const auto& [key, row] : positions.Windows()) {
        if (row.is_new || row.is_closed) continue;
        open_currency.Add(row.window.currency.Code());
        open_number.Add(row.window.number);
        ++open;
    }
    ParticipantColumns moved, added;
    for (const auto& [key, row] : positions.Participants()) {
        if (row.is_new) {
            added.Add(row.participant);
        } else if (row.is_changed) {
            moved.Add(row.participant);
        } else {
            other_currency.Add(key.currency.Code());
            other_institution.Add(key.institution);
            other_revision.Add(row.participant.revision);
        }
    }
    FlowColumns flows(positions);
    const auto found = Execute(
        transaction, {"save_positions", sql::kSavePositions}, open_currency.Take(),
        open_number.Take(), moved.currency.Take(), moved.institution.Take(), moved.bic.Take(),
        moved.settlement_account.Take(), moved.suspended.Take(), moved.debit_cap.Take(),
        moved.liquidity.Take(), moved.proposed_bic.Take(), moved.proposed_account.Take(),
        moved.proposed_by.Take(), moved.window.Take(), moved.net.Take(), moved.reserved.Take(),
        moved.version.Take(), moved.revision.Take(), added.currency.Take(),
        added.institution.Take(), added.bic.Take(), added.settlement_account.Take(),
        added.suspended.Take(), added.debit_cap.Take(), added.liquidity.Take(),
        added.proposed_bic.Take(), added.proposed_account.Take(), added.proposed_by.Take(),
        added.window.Take(), added.net.Take(), added.reserved.Take(), added.version.Take(),
        added.revision.Take(), flows.currency.Take(), flows.window.Take(), flows.debtor.Take(),
        flows.creditor.Take(), flows.gross.Take(), flows.transfers.Take(), other_currency.Take(),
        other_institution.Take(), other_revision.Take());
    const auto row = found[0];
    const bool as_known =
        postgres::AsInt(row["moved"]) == moved.count && postgres::AsInt(row["others"]) == 0;
    if (!as_known) return PositionsSaved::kOtherwise;
    return postgres::AsInt(row["open"]) == open ? PositionsSaved::kYes : PositionsSaved::kClosed;
}

void RememberPositions(const Positions& positions, LedgerMemory& memory) {
    for (const auto& [key, row] : positions.Windows()) {
        if (row.window.state == WindowState::kOpen && row.is_new) {
            memory.windows.Stage(std::string(row.window.currency.Code()), row.window);
        }
    }
    for (const auto& [key, row] : positions.Participants()) {
        if (row.is_changed) memory.participants.Stage(key, row.participant);
    }
}

}  // namespace clearway::settlement
