// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/suspended_rows.h"

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;

std::optional<ReleaseProposal> ReadProposal(const pqxx::row& row) {
    if (row["proposed_creditor"].is_null()) return std::nullopt;
    return ReleaseProposal{.creditor = postgres::AsId<core::AccountId>(row["proposed_creditor"]),
                           .operator_id = postgres::AsText(row["proposed_by"])};
}

std::optional<Release> ReadRelease(const pqxx::row& row) {
    const auto at = postgres::AsOptionalTimestamp(row["released_at"]);
    if (!at) return std::nullopt;
    return Release{.creditor = postgres::AsId<core::AccountId>(row["released_to"]),
                   .released_by = postgres::AsText(row["released_by"]),
                   .released_at = *at};
}

SuspendedTransfer ReadSuspended(const pqxx::row& row) {
    return {.id = postgres::AsId<core::TransferId>(row["transfer_id"]),
            .payment_id = postgres::AsId<core::PaymentId>(row["payment_id"]),
            .hold_id = postgres::AsId<core::HoldId>(row["hold_id"]),
            .payer = postgres::AsId<core::AccountId>(row["payer"]),
            .amount = core::Money(CurrencyOf(postgres::AsText(row["currency"])),
                                  postgres::AsInt(row["amount"])),
            .came_back = postgres::AsBool(row["came_back"]),
            .suspended_at = postgres::AsTimestamp(row["suspended_at"]),
            .proposal = ReadProposal(row),
            .release = ReadRelease(row)};
}

void Add(postgres::Transaction& transaction, const SuspendedTransfer& one) {
    postgres::Execute(transaction, {"add_suspended_transfer", sql::kAddSuspendedTransfer},
                      one.id.ToString(), one.payment_id.ToString(), one.hold_id.ToString(),
                      one.payer.ToString(), std::string(one.amount.GetCurrency().Code()),
                      one.amount.MinorUnits(), one.came_back,
                      core::FormatRfc3339(one.suspended_at));
}

void Save(postgres::Transaction& transaction, const SuspendedTransfer& one) {
    std::optional<std::string> proposed_creditor, released_to, released_at;
    if (one.proposal) proposed_creditor = one.proposal->creditor.ToString();
    if (one.release) {
        released_to = one.release->creditor.ToString();
        released_at = core::FormatRfc3339(one.release->released_at);
    }
    postgres::Execute(transaction, {"save_suspended_transfer", sql::kSaveSuspendedTransfer},
                      one.id.ToString(), proposed_creditor,
                      one.proposal ? one.proposal->operator_id : std::string(), released_to,
                      one.release ? one.release->released_by : std::string(), released_at);
}

}  // namespace

void LoadSuspended(postgres::Transaction& transaction, std::vector<core::TransferId> ids,
                   Ledger& ledger) {
    if (ids.empty()) return;
    postgres::UuidArray wanted;
    for (const auto& id : ids) wanted.Add(id);
    for (const auto& row :
         postgres::Execute(transaction, {"lock_suspended_transfers", sql::kLockSuspendedTransfers},
                           wanted.Take()))
        ledger.LoadSuspended(ReadSuspended(row));
}

void SaveSuspended(postgres::Transaction& transaction, const Ledger& ledger) {
    for (const auto& [id, row] : ledger.SuspendedTransfers()) {
        if (row.is_new) Add(transaction, row.suspended);
        if (row.is_changed) Save(transaction, row.suspended);
    }
}

std::optional<SuspendedTransfer> FindSuspended(postgres::Transaction& transaction,
                                               const core::TransferId& id) {
    const auto rows = postgres::Execute(
        transaction, {"find_suspended_transfer", sql::kFindSuspendedTransfer}, id.ToString());
    if (rows.empty()) return std::nullopt;
    return ReadSuspended(rows[0]);
}

std::vector<SuspendedTransfer> ListSuspended(postgres::Transaction& transaction, bool released_too,
                                             const std::optional<core::PagePosition>& after,
                                             int limit) {
    std::vector<SuspendedTransfer> found;
    for (const auto& row :
         postgres::Execute(transaction, {"list_suspended_transfers", sql::kListSuspendedTransfers},
                           postgres::TimeBefore(after), postgres::IdAt(after), released_too, limit))
        found.push_back(ReadSuspended(row));
    return found;
}

}  // namespace clearway::settlement
