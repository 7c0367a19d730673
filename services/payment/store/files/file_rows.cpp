// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/files/file_rows.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/payment_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/payment/domain/payment_state.h"
#include "services/payment/store/payment_rows.h"

namespace clearway::payment {
namespace {

namespace sql = embedded::payment_sql;

constexpr std::size_t kEntriesAtOnce = 10'000;

core::Money MoneyOf(const pqxx::field& currency, const pqxx::field& minor) {
    const auto known = core::Currency::Parse(currency.c_str());
    if (!known) throw std::runtime_error("a payment file has an unknown currency");
    return {*known, postgres::AsInt(minor)};
}

std::optional<Status> StatusOf(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return static_cast<Status>(field.as<std::int16_t>());
}

pqxx::binarystring ArrayOf(std::span<const std::int32_t> positions) {
    postgres::IntegerArray array;
    for (const auto position : positions) array.Add(std::int64_t{position});
    return array.Take();
}

void AddReason(const std::optional<Reason>& reason, postgres::TextArray& codes,
               postgres::TextArray& texts) {
    reason ? codes.Add(reason->code) : codes.AddNull();
    reason ? texts.Add(reason->message) : texts.AddNull();
}

void InsertEntries(postgres::Transaction& transaction, const PaymentFile& file,
                   std::span<const FileEntry> entries) {
    postgres::IntegerArray positions, batches, amounts, states;
    postgres::TextArray batch_ids, instruction_ids, end_to_end_ids, currencies, codes, texts;
    postgres::TimestampArray due;
    postgres::UuidArray payments;
    for (const auto& entry : entries) {
        positions.Add(std::int64_t{entry.position});
        batches.Add(std::int64_t{entry.batch});
        batch_ids.Add(entry.batch_id);
        instruction_ids.Add(entry.instruction_id);
        end_to_end_ids.Add(entry.end_to_end_id);
        currencies.Add(entry.amount.GetCurrency().Code());
        amounts.Add(entry.amount.MinorUnits());
        due.Add(entry.due_at);
        payments.Add(entry.payment_id);
        states.Add(static_cast<std::int64_t>(entry.state));
        AddReason(entry.reason, codes, texts);
    }
    postgres::Execute(transaction, {"insert_payment_file_entries", sql::kInsertPaymentFileEntries},
                      file.file_id.ToString(), positions.Take(), batches.Take(), batch_ids.Take(),
                      instruction_ids.Take(), end_to_end_ids.Take(), currencies.Take(),
                      amounts.Take(), due.Take(), payments.Take(), states.Take(), codes.Take(),
                      texts.Take(), core::FormatRfc3339(file.received_at));
}

std::optional<std::string> NextDueOf(const NewFile& file) {
    std::optional<core::Timestamp> next;
    for (const auto& entry : file.entries)
        if (entry.state == EntryState::kWaiting)
            next = std::min(next.value_or(entry.due_at), entry.due_at);
    if (!next) return std::nullopt;
    return core::FormatRfc3339(*next);
}

}  // namespace

PaymentFile FileOf(const pqxx::row& row) {
    return {.file_id = postgres::AsId<PaymentFileId>(row[0]),
            .partner_id = postgres::AsText(row[1]),
            .message_id = postgres::AsText(row[2]),
            .message_type = postgres::AsText(row[3]),
            .message_created = postgres::AsOptionalTimestamp(row[4]),
            .digest = postgres::AsBytes(row[5]),
            .size = postgres::AsInt(row[6]),
            .entries = row[7].as<std::int32_t>(),
            .control_sum = postgres::AsText(row[8]),
            .state = static_cast<FileState>(row[9].as<std::int16_t>()),
            .reasons = DecodeReasons(postgres::AsText(row[10])),
            .ordered = row[11].as<std::int32_t>(),
            .rejected = row[12].as<std::int32_t>(),
            .cancelled = row[13].as<std::int32_t>(),
            .received_at = postgres::AsTimestamp(row[14]),
            .updated_at = postgres::AsTimestamp(row[15]),
            .version = row[16].as<std::int32_t>()};
}

EntryStatus EntryOf(const pqxx::row& row) {
    EntryStatus status{.entry = {.position = row[0].as<std::int32_t>(),
                                 .batch = row[1].as<std::int32_t>(),
                                 .batch_id = postgres::AsText(row[2]),
                                 .instruction_id = postgres::AsText(row[3]),
                                 .end_to_end_id = postgres::AsText(row[4]),
                                 .amount = MoneyOf(row[5], row[6]),
                                 .due_at = postgres::AsTimestamp(row[7]),
                                 .payment_id = postgres::AsId<core::PaymentId>(row[8]),
                                 .state = static_cast<EntryState>(row[9].as<std::int16_t>())},
                       .payment = StatusOf(row[12]),
                       .reasons = DecodeReasons(postgres::AsText(row[13])),
                       .changed_at = postgres::AsTimestamp(row[14])};
    if (!row[10].is_null())
        status.entry.reason = Reason{postgres::AsText(row[10]), postgres::AsText(row[11])};
    return status;
}

FileCount CountOf(const pqxx::row& row) {
    EntryStatus status{.entry = {.batch_id = {},
                                 .instruction_id = {},
                                 .end_to_end_id = {},
                                 .amount = MoneyOf(row[2], row[4]),
                                 .due_at = {},
                                 .payment_id = {},
                                 .state = static_cast<EntryState>(row[1].as<std::int16_t>())},
                       .payment = StatusOf(row[0])};
    return {.iso_status = std::string(IsoStatusOf(status)),
            .payments = postgres::AsInt(row[3]),
            .sum = status.entry.amount};
}

bool InsertFile(postgres::Transaction& transaction, const NewFile& taken) {
    const auto& file = taken.file;
    std::optional<std::string> created;
    if (file.message_created) created = core::FormatRfc3339(*file.message_created);
    const auto done = postgres::Execute(
        transaction, {"insert_payment_file", sql::kInsertPaymentFile}, file.file_id.ToString(),
        file.partner_id, taken.submission.ToString(), file.message_id, file.message_type, created,
        pqxx::binarystring(file.digest), file.size, file.entries, file.control_sum,
        static_cast<std::int16_t>(file.state), EncodeReasons(file.reasons), file.rejected,
        pqxx::binarystring(taken.sealed_content), core::FormatRfc3339(file.received_at),
        file.version, NextDueOf(taken));
    if (done.affected_rows() == 0) return false;
    std::span<const FileEntry> rest(taken.entries);
    while (!rest.empty()) {
        const auto some = rest.first(std::min(rest.size(), kEntriesAtOnce));
        InsertEntries(transaction, file, some);
        rest = rest.subspan(some.size());
    }
    return true;
}

std::vector<std::int32_t> BeginEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                                       std::span<const std::int32_t> positions) {
    std::vector<std::int32_t> begun;
    for (const auto& row : postgres::Execute(
             transaction, {"begin_payment_file_entries", sql::kBeginPaymentFileEntries},
             id.ToString(), ArrayOf(positions)))
        begun.push_back(row[0].as<std::int32_t>());
    return begun;
}

std::int32_t CancelEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                           core::Timestamp now) {
    const auto cancelled = postgres::Execute(
        transaction, {"cancel_payment_file_entries", sql::kCancelPaymentFileEntries}, id.ToString(),
        core::FormatRfc3339(now));
    return static_cast<std::int32_t>(cancelled.affected_rows());
}

Recorded RecordEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                       std::span<const EntryOutcome> outcomes, core::Timestamp now) {
    postgres::IntegerArray positions, states;
    postgres::TextArray codes, texts;
    for (const auto& outcome : outcomes) {
        positions.Add(std::int64_t{outcome.position});
        const auto state = outcome.rejected ? EntryState::kRejected : EntryState::kOrdered;
        states.Add(static_cast<std::int64_t>(state));
        AddReason(outcome.rejected, codes, texts);
    }
    const auto rows = postgres::Execute(
        transaction, {"record_payment_file_entries", sql::kRecordPaymentFileEntries}, id.ToString(),
        positions.Take(), states.Take(), codes.Take(), texts.Take(), core::FormatRfc3339(now));
    Recorded recorded;
    for (const auto& row : rows) {
        const auto state = static_cast<EntryState>(row[0].as<std::int16_t>());
        ++(state == EntryState::kRejected ? recorded.rejected : recorded.ordered);
    }
    return recorded;
}

void PostponeEntries(postgres::Transaction& transaction, const PaymentFileId& id,
                     std::span<const std::int32_t> positions, core::Timestamp due_at) {
    const auto file = id.ToString();
    // As everybody else: first the file, then its entries.
    postgres::Execute(transaction, {"lock_payment_file", sql::kLockPaymentFile}, file);
    postgres::Execute(transaction,
                      {"postpone_payment_file_entries", sql::kPostponePaymentFileEntries}, file,
                      ArrayOf(positions), core::FormatRfc3339(due_at));
    postgres::Execute(transaction, {"refresh_payment_file_due", sql::kRefreshPaymentFileDue}, file);
}

}  // namespace clearway::payment
