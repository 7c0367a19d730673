// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/rail_store.h"

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"
#include "services/settlement/store/rails/transfer_row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::BytesArray;
using postgres::IntegerArray;
using postgres::TextArray;
using postgres::TimestampArray;
using postgres::UuidArray;
using rails::RailTransfer;

std::int64_t CursorIn(const pqxx::result& rows) {
    return rows.empty() ? 0 : postgres::AsInt(rows[0]["sequence"]);
}

}  // namespace

RailTransfers LockRailTransfers(postgres::Transaction& transaction,
                                const std::set<rails::RailTransferId>& ids) {
    RailTransfers transfers;
    if (ids.empty()) return transfers;
    UuidArray wanted;
    for (const auto& id : ids) wanted.Add(id);
    for (const auto& row : postgres::Execute(
             transaction, {"lock_rail_transfers", sql::kLockRailTransfers}, wanted.Take())) {
        auto transfer = ReadRailTransfer(row);
        transfers.emplace(transfer.id, std::move(transfer));
    }
    return transfers;
}

void AddRailTransfers(postgres::Transaction& transaction,
                      std::span<const AddedRailTransfer> added) {
    if (added.empty()) return;
    UuidArray id, payment, debtor;
    TextArray partner, currency, country, lane;
    IntegerArray amount;
    TimestampArray created_at;
    TransferStateColumns state;
    for (const auto& [transfer, expected] : added) {
        id.Add(transfer.id);
        payment.Add(transfer.order.payment);
        partner.Add(transfer.order.partner_id);
        debtor.Add(transfer.order.debtor);
        currency.Add(transfer.order.amount.GetCurrency().Code());
        amount.Add(transfer.order.amount.MinorUnits());
        country.Add(transfer.order.creditor_country);
        created_at.Add(transfer.created_at);
        lane.Add(transfer.route.rail.empty() ? expected : transfer.route.rail);
        state.Add(transfer);
    }
    postgres::Execute(transaction, {"add_rail_transfers", sql::kAddRailTransfers}, id.Take(),
                      payment.Take(), partner.Take(), debtor.Take(), currency.Take(), amount.Take(),
                      country.Take(), created_at.Take(), state.state.Take(), state.recall.Take(),
                      state.rail.Take(), state.rule.Take(), state.attempts.Take(),
                      state.enquiries.Take(), state.message_digest.Take(), state.due_at.Take(),
                      state.reason_code.Take(), state.reason_text.Take(), state.return_id.Take(),
                      state.version.Take(), state.recalls.Take(), state.proposal.Take(),
                      state.proposal_reason.Take(), state.proposed_by.Take(), state.cut_off.Take(),
                      state.file_id.Take(), state.file_made_at.Take(), state.file_position.Take(),
                      state.enquiries_before.Take(), lane.Take());
}

void SaveRailTransfers(postgres::Transaction& transaction,
                       std::span<const RailTransfer* const> changed) {
    if (changed.empty()) return;
    UuidArray id;
    TransferStateColumns state;
    for (const auto* transfer : changed) {
        id.Add(transfer->id);
        state.Add(*transfer);
    }
    postgres::Execute(transaction, {"save_rail_transfers", sql::kSaveRailTransfers}, id.Take(),
                      state.state.Take(), state.recall.Take(), state.rail.Take(), state.rule.Take(),
                      state.attempts.Take(), state.enquiries.Take(), state.message_digest.Take(),
                      state.due_at.Take(), state.reason_code.Take(), state.reason_text.Take(),
                      state.return_id.Take(), state.version.Take(), state.recalls.Take(),
                      state.proposal.Take(), state.proposal_reason.Take(), state.proposed_by.Take(),
                      state.cut_off.Take(), state.file_id.Take(), state.file_made_at.Take(),
                      state.file_position.Take(), state.enquiries_before.Take());
}

std::vector<RailTransfer> EarliestDueRailTransfers(postgres::Transaction& transaction, int limit) {
    std::vector<RailTransfer> transfers;
    for (const auto& row : postgres::Execute(
             transaction, {"earliest_due_rail_transfers", sql::kEarliestDueRailTransfers}, limit))
        transfers.push_back(ReadRailTransfer(row));
    return transfers;
}

std::optional<RailTransfer> FindRailTransfer(postgres::Transaction& transaction,
                                             const rails::RailTransferId& id) {
    const auto rows = postgres::Execute(transaction, {"find_rail_transfer", sql::kFindRailTransfer},
                                        id.ToString());
    if (rows.empty()) return std::nullopt;
    return ReadRailTransfer(rows[0]);
}

std::vector<RailTransfer> ListWaitingRailTransfers(postgres::Transaction& transaction,
                                                   core::Timestamp created_before,
                                                   const std::optional<core::PagePosition>& after,
                                                   int limit) {
    std::vector<RailTransfer> transfers;
    for (const auto& row : postgres::Execute(
             transaction, {"list_waiting_rail_transfers", sql::kListWaitingRailTransfers},
             postgres::TimeBefore(after), postgres::IdAt(after), limit,
             core::FormatRfc3339(created_before)))
        transfers.push_back(ReadRailTransfer(row));
    return transfers;
}

void AddRailMessages(postgres::Transaction& transaction,
                     std::span<const RailMessageRecord> messages, core::Timestamp at) {
    if (messages.empty()) return;
    TextArray rail, message_id, type;
    postgres::BoolArray outgoing;
    BytesArray digest;
    UuidArray payment;
    for (const auto& message : messages) {
        rail.Add(message.rail);
        outgoing.Add(message.outgoing);
        message_id.Add(message.message_id);
        digest.Add(message.digest);
        type.Add(message.type);
        payment.AddOptional(message.payment);
    }
    postgres::Execute(transaction, {"add_rail_messages", sql::kAddRailMessages}, rail.Take(),
                      outgoing.Take(), message_id.Take(), digest.Take(), type.Take(),
                      payment.Take(), core::FormatRfc3339(at));
}

std::set<core::Uuid> FindRailConflicts(postgres::Transaction& transaction,
                                       std::span<const core::Uuid> ids) {
    std::set<core::Uuid> found;
    if (ids.empty()) return found;
    UuidArray wanted;
    for (const auto& id : ids) wanted.Add(id);
    for (const auto& row : postgres::Execute(
             transaction, {"find_rail_conflicts", sql::kFindRailConflicts}, wanted.Take()))
        found.insert(postgres::AsUuid(row["id"]));
    return found;
}

void AddRailConflicts(postgres::Transaction& transaction,
                      std::span<const RailConflictRow> conflicts, core::Timestamp at) {
    if (conflicts.empty()) return;
    UuidArray id, payment;
    TextArray kind, detail, rail;
    BytesArray digest;
    for (const auto& row : conflicts) {
        id.Add(row.conflict.conflict_id);
        payment.AddOptional(row.payment.value.IsNil() ? std::nullopt : std::optional(row.payment));
        rail.Add(row.rail);
        digest.Add(row.message_digest);
        kind.Add(row.conflict.kind);
        detail.Add(row.conflict.detail);
    }
    postgres::Execute(transaction, {"add_rail_conflicts", sql::kAddRailConflicts}, id.Take(),
                      payment.Take(), kind.Take(), detail.Take(), core::FormatRfc3339(at),
                      rail.Take(), digest.Take());
}

std::vector<StoredRailConflict> ListRailConflicts(postgres::Transaction& transaction,
                                                  bool resolved_too,
                                                  const std::optional<core::PagePosition>& after,
                                                  int limit) {
    using postgres::AsText;
    std::vector<StoredRailConflict> conflicts;
    for (const auto& row : postgres::Execute(
             transaction, {"list_rail_conflicts", sql::kListRailConflicts},
             postgres::TimeBefore(after), postgres::IdAt(after), resolved_too, limit)) {
        conflicts.push_back({.id = postgres::AsUuid(row["id"]),
                             .payment = postgres::AsId<core::PaymentId>(row["payment_id"]),
                             .rail = AsText(row["rail"]),
                             .kind = AsText(row["kind"]),
                             .detail = AsText(row["detail"]),
                             .message_digest = postgres::AsBytes(row["message_digest"]),
                             .opened_at = postgres::AsTimestamp(row["opened_at"]),
                             .resolved_at = postgres::AsOptionalTimestamp(row["resolved_at"]),
                             .resolved_by = AsText(row["resolved_by"]),
                             .note = AsText(row["note"])});
    }
    return conflicts;
}

bool ResolveConflict(postgres::Transaction& transaction, const ResolveRailConflict& resolve,
                     core::Timestamp at) {
    return postgres::Execute(transaction, {"resolve_rail_conflict", sql::kResolveRailConflict},
                             resolve.conflict_id.ToString(), core::FormatRfc3339(at),
                             resolve.operator_id, resolve.note)
               .affected_rows() == 1;
}

std::int64_t LockRailCursor(postgres::Transaction& transaction, const std::string& rail) {
    return CursorIn(
        postgres::Execute(transaction, {"lock_rail_cursor", sql::kLockRailCursor}, rail));
}

std::int64_t ReadRailCursor(postgres::Transaction& transaction, const std::string& rail) {
    return CursorIn(
        postgres::Execute(transaction, {"read_rail_cursor", sql::kReadRailCursor}, rail));
}

void MoveRailCursor(postgres::Transaction& transaction, const std::string& rail, std::int64_t from,
                    std::int64_t to) {
    const auto moved =
        postgres::Execute(transaction, {"save_rail_cursor", sql::kSaveRailCursor}, rail, from, to);
    if (moved.empty()) throw postgres::RetryBatch("another reader of the rail was quicker");
}

}  // namespace clearway::settlement
