// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/rail_store.h"

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
using rails::RailTransfer;

// How a proposal is stored; never renumbered.
constexpr std::int64_t kNoProposal = 0, kRejectedProposed = 1, kAcceptedProposed = 2;

std::optional<rails::Proposal> ReadProposal(const pqxx::row& row) {
    const auto stored = postgres::AsInt(row["proposal"]);
    if (stored == kNoProposal) return std::nullopt;
    return rails::Proposal{.accepted = stored == kAcceptedProposed,
                           .reason_code = postgres::AsText(row["proposal_reason"]),
                           .operator_id = postgres::AsText(row["proposed_by"])};
}

RailTransfer ReadRailTransfer(const pqxx::row& row) {
    using postgres::AsText;
    const auto number = [&row](const char* name) {
        return static_cast<std::int32_t>(postgres::AsInt(row[name]));
    };
    return {.id = postgres::AsId<rails::RailTransferId>(row["id"]),
            .order = {.payment = postgres::AsId<core::PaymentId>(row["payment_id"]),
                      .partner_id = AsText(row["partner_id"]),
                      .debtor = postgres::AsId<core::AccountId>(row["debtor"]),
                      .amount = core::Money(CurrencyOf(AsText(row["currency"])),
                                            postgres::AsInt(row["amount"])),
                      .creditor_country = AsText(row["creditor_country"])},
            .created_at = postgres::AsTimestamp(row["created_at"]),
            .state = static_cast<rails::State>(number("state")),
            .recall = static_cast<rails::Recall>(number("recall")),
            .route = {.rail = AsText(row["rail"]), .rule = AsText(row["rule"])},
            .attempts = number("attempts"),
            .enquiries = number("enquiries"),
            .recalls = number("recalls"),
            .message_digest = postgres::AsBytes(row["message_digest"]),
            .due_at = postgres::AsOptionalTimestamp(row["due_at"]),
            .reason = {AsText(row["reason_code"]), AsText(row["reason_text"])},
            .return_id = AsText(row["return_id"]),
            .proposal = ReadProposal(row),
            .version = number("version")};
}

// What changes of a transfer.
struct StateColumns {
    IntegerArray state, recall, attempts, enquiries, recalls, version, proposal;
    TextArray rail, rule, reason_code, reason_text, return_id, proposal_reason, proposed_by;
    BytesArray message_digest;
    TimestampArray due_at;

    void Add(const RailTransfer& transfer) {
        state.Add(static_cast<std::int64_t>(transfer.state));
        recall.Add(static_cast<std::int64_t>(transfer.recall));
        rail.Add(transfer.route.rail);
        rule.Add(transfer.route.rule);
        attempts.Add(std::int64_t{transfer.attempts});
        enquiries.Add(std::int64_t{transfer.enquiries});
        recalls.Add(std::int64_t{transfer.recalls});
        message_digest.Add(transfer.message_digest);
        due_at.AddOptional(transfer.due_at);
        reason_code.Add(transfer.reason.code);
        reason_text.Add(transfer.reason.message);
        return_id.Add(transfer.return_id);
        version.Add(std::int64_t{transfer.version});
        const auto& said = transfer.proposal;
        proposal.Add(!said ? kNoProposal : said->accepted ? kAcceptedProposed : kRejectedProposed);
        proposal_reason.Add(said ? said->reason_code : "");
        proposed_by.Add(said ? said->operator_id : "");
    }
};

// Newest first: of no place yet, those before the end of time.
std::string TimeBefore(const std::optional<core::PagePosition>& place) {
    return place ? core::FormatRfc3339(place->time) : "infinity";
}
std::string IdBefore(const std::optional<core::PagePosition>& place) {
    return (place ? place->id : core::Uuid()).ToString();
}

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
                      std::span<const RailTransfer* const> added) {
    if (added.empty()) return;
    UuidArray id, payment, debtor;
    TextArray partner, currency, country;
    IntegerArray amount;
    TimestampArray created_at;
    StateColumns state;
    for (const auto* transfer : added) {
        id.Add(transfer->id);
        payment.Add(transfer->order.payment);
        partner.Add(transfer->order.partner_id);
        debtor.Add(transfer->order.debtor);
        currency.Add(transfer->order.amount.GetCurrency().Code());
        amount.Add(transfer->order.amount.MinorUnits());
        country.Add(transfer->order.creditor_country);
        created_at.Add(transfer->created_at);
        state.Add(*transfer);
    }
    postgres::Execute(transaction, {"add_rail_transfers", sql::kAddRailTransfers}, id.Take(),
                      payment.Take(), partner.Take(), debtor.Take(), currency.Take(), amount.Take(),
                      country.Take(), created_at.Take(), state.state.Take(), state.recall.Take(),
                      state.rail.Take(), state.rule.Take(), state.attempts.Take(),
                      state.enquiries.Take(), state.message_digest.Take(), state.due_at.Take(),
                      state.reason_code.Take(), state.reason_text.Take(), state.return_id.Take(),
                      state.version.Take(), state.recalls.Take(), state.proposal.Take(),
                      state.proposal_reason.Take(), state.proposed_by.Take());
}

void SaveRailTransfers(postgres::Transaction& transaction,
                       std::span<const RailTransfer* const> changed) {
    if (changed.empty()) return;
    UuidArray id;
    StateColumns state;
    for (const auto* transfer : changed) {
        id.Add(transfer->id);
        state.Add(*transfer);
    }
    postgres::Execute(transaction, {"save_rail_transfers", sql::kSaveRailTransfers}, id.Take(),
                      state.state.Take(), state.recall.Take(), state.rail.Take(), state.rule.Take(),
                      state.attempts.Take(), state.enquiries.Take(), state.message_digest.Take(),
                      state.due_at.Take(), state.reason_code.Take(), state.reason_text.Take(),
                      state.return_id.Take(), state.version.Take(), state.recalls.Take(),
                      state.proposal.Take(), state.proposal_reason.Take(),
                      state.proposed_by.Take());
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
                                                   const std::optional<core::PagePosition>& after,
                                                   int limit) {
    std::vector<RailTransfer> transfers;
    for (const auto& row : postgres::Execute(
             transaction, {"list_waiting_rail_transfers", sql::kListWaitingRailTransfers},
             TimeBefore(after), IdBefore(after), limit))
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
    for (const auto& row :
         postgres::Execute(transaction, {"list_rail_conflicts", sql::kListRailConflicts},
                           TimeBefore(after), IdBefore(after), resolved_too, limit)) {
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
