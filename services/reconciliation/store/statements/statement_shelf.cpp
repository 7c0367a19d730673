// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/statement_shelf.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/store/statements/checkpoint.h"
#include "services/reconciliation/store/statements/file_row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr std::size_t kLinesABatch = 10'000;

postgres::TextArray TextsOf(const std::vector<std::string>& texts) {
    postgres::TextArray array;
    for (const auto& text : texts) array.Add(text);
    return array;
}

core::Uuid AccountIn(const matching::Book& book, matching::TextId account) {
    const auto id = core::Uuid::Parse(book.texts.At(account));
    if (!id) throw std::logic_error("a line is of no account of ours");
    return *id;
}

// The parameters of insert_statement_lines.sql.
class LineColumns {
public:
    LineColumns(const KeptFile& file, const matching::Book& book, std::uint32_t first_statement)
        : file_(file), book_(book), first_statement_(first_statement) {}

    void Add(const matching::StatementLine& line) {
        const auto place = line.statement - first_statement_;
        ids_.Add(StatementLineId(file_.file_id, place, line.position));
        places_.Add(place);
        positions_.Add(line.position);
        accounts_.Add(AccountIn(book_, line.account));
        currencies_.Add(matching::CodeOf(line.currency));
        amounts_.Add(line.amount);
        value_days_.Add(line.value_day);
        booked_days_.Add(line.booked_day);
        for (std::size_t kind = 0; kind < matching::kReferenceKinds; ++kind)
            references_[kind].Add(book_.texts.At(line.references[kind]));
        words_.Add(book_.texts.At(line.text));
        codes_.Add(book_.texts.At(line.code));
        reversals_.Add(line.reversal);
    }

    void Insert(postgres::Transaction& transaction) {
        Execute(transaction, {"insert_statement_lines", sql::kInsertStatementLines},
                file_.file_id.ToString(), ids_.Take(), places_.Take(), positions_.Take(),
                accounts_.Take(), currencies_.Take(), amounts_.Take(), value_days_.Take(),
                booked_days_.Take(), references_[matching::kUetr].Take(),
                references_[matching::kEndToEnd].Take(), references_[matching::kInstruction].Take(),
                references_[matching::kOther].Take(), references_[matching::kOwnId].Take(),
                words_.Take(), codes_.Take(), reversals_.Take());
    }

private:
    const KeptFile& file_;
    const matching::Book& book_;
    std::uint32_t first_statement_;
    postgres::UuidArray ids_, accounts_;
    postgres::IntegerArray places_, positions_, amounts_, value_days_, booked_days_;
    postgres::TextArray currencies_, words_, codes_;
    std::array<postgres::TextArray, matching::kReferenceKinds> references_;
    postgres::BoolArray reversals_;
};

}  // namespace

StoredStatementShelf::StoredStatementShelf(postgres::Transaction& transaction)
    : transaction_(transaction) {
    Execute(transaction_, {"lock_statements", sql::kLockStatements});
}

std::optional<KeptFile> StoredStatementShelf::Find(const core::Uuid& file_id,
                                                   matching::TextPool& texts) {
    auto files = LoadFiles(
        transaction_,
        Execute(transaction_, {"find_statement_file", sql::kFindStatementFile}, file_id.ToString()),
        texts);
    if (files.empty()) return std::nullopt;
    return std::move(files.front());
}

std::vector<KeptFile> StoredStatementShelf::LoadAll(matching::TextPool& texts) {
    return LoadFiles(transaction_,
                     Execute(transaction_, {"load_statement_files", sql::kLoadStatementFiles}),
                     texts);
}

ForgottenDays StoredStatementShelf::LoadForgottenDays() {
    ForgottenDays days;
    for (const auto& row : Execute(transaction_, {"forgotten_days", sql::kForgottenDays},
                                   std::int64_t{kNeighbourDays}))
        days.emplace(postgres::AsText(row[0]), static_cast<matching::Day>(postgres::AsInt(row[1])));
    return days;
}

void StoredStatementShelf::Keep(const KeptFile& file, const matching::Book& book,
                                std::uint32_t first_statement) {
    PutFile(file);
    const auto id = file.file_id.ToString();
    LiftForFile(transaction_, file.file_id);  // of the lines that go
    Execute(transaction_, {"drop_statement_lines", sql::kDropStatementLines}, id);
    Execute(transaction_, {"drop_statements", sql::kDropStatements}, id);
    std::int64_t place = 0;
    for (const auto& one : file.statements) {
        const auto& head = one.head;
        Execute(transaction_, {"insert_statement", sql::kInsertStatement}, id, place++, head.id,
                static_cast<std::int64_t>(head.kind), std::string(book.texts.At(head.account)),
                std::string(matching::CodeOf(head.currency)), head.day, head.opening, head.closing,
                head.number, head.page, head.last_page, TextsOf(head.faults).Take(), one.aside,
                one.waits, head.let_through, file.IsUsed(one));
    }
    KeepLines(file, book, first_statement);
    LiftForFile(transaction_, file.file_id);
}

void StoredStatementShelf::Update(const KeptFile& file) {
    PutFile(file);
    LiftForFile(transaction_, file.file_id);
    std::int64_t place = 0;
    for (const auto& one : file.statements)
        Execute(transaction_, {"update_statement", sql::kUpdateStatement}, file.file_id.ToString(),
                place++, one.aside, one.waits, one.head.let_through, file.IsUsed(one));
}

void StoredStatementShelf::KeepLines(const KeptFile& file, const matching::Book& book,
                                     std::uint32_t first_statement) {
    for (std::size_t from = 0; from < book.lines.size(); from += kLinesABatch) {
        LineColumns columns(file, book, first_statement);
        const auto count = std::min(kLinesABatch, book.lines.size() - from);
        for (const auto& line : std::span(book.lines).subspan(from, count)) columns.Add(line);
        columns.Insert(transaction_);
    }
}

void StoredStatementShelf::PutFile(const KeptFile& file) {
    Execute(transaction_, {"put_statement_file", sql::kPutStatementFile}, file.file_id.ToString(),
            file.sha256, file.name, file.format, TextsOf(file.faults).Take(), file.discarded,
            static_cast<std::int64_t>(file.State()), file.lines, core::ToMicros(file.received_at),
            file.received_by, file.decided_by, file.reason,
            static_cast<std::int64_t>(file.version));
}

}  // namespace clearway::reconciliation
