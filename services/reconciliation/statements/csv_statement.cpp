// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/csv_statement.h"

#include <filesystem>
#include <map>
#include <optional>
#include <tuple>

#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/cut_text.h"
#include "services/reconciliation/statements/letters.h"
#include "services/reconciliation/statements/movement_row.h"
#include "services/reconciliation/statements/table_form.h"
#include "services/reconciliation/statements/table_rows.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kWatchEvery = 65'536;

// The names of the columns may stand below lines in which the bank says who it is.
constexpr int kHeaderRowsMax = 25;

// The rows behind the names of the columns, which are left in `fields`; nullopt: there are none
// that the mapping could be read by.
std::optional<CsvRows> FindColumns(const FileText& text, char separator,
                                   const matching::CsvMapping& mapping,
                                   std::vector<std::string_view>& fields) {
    CsvRows rows(text.text, separator);
    for (int i = 0; i < kHeaderRowsMax && rows.Next(fields); ++i)
        if (TableColumns(fields, mapping).Faults().empty()) return rows;
    return std::nullopt;
}

// By the first line, then by whatever finds columns.
std::optional<CsvRows> FindColumns(const FileText& text, const matching::CsvMapping& mapping,
                                   std::vector<std::string_view>& fields) {
    if (mapping.separator != '\0') return FindColumns(text, mapping.separator, mapping, fields);
    for (const char separator : {'\0', ',', ';', '\t', '|'})
        if (auto rows = FindColumns(text, separator, mapping, fields)) return rows;
    return std::nullopt;
}

// The first mapping that fits; one without columns of its own when none does.
matching::CsvMapping ChooseMapping(const FileText& text,
                                   std::span<const matching::CsvMapping> mappings) {
    std::vector<std::string_view> fields;
    for (const auto& mapping : mappings)
        if (FindColumns(text, mapping, fields)) return mapping;
    return {};
}

class CsvStatement {
public:
    CsvStatement(const FileText& text, matching::Book& book, StatementFile& file,
                 const matching::CsvMapping& mapping)
        : text_(text),
          book_(book),
          file_(file),
          mapping_(mapping),
          rows_(text.text, mapping.separator) {}

    void Read(const ReadWatch& watch) {
        std::vector<std::string_view> fields;
        const auto found = FindColumns(text_, mapping_, fields);
        if (found)
            rows_ = *found;
        else if (!rows_.Next(fields))
            return file_.Fault("line 1: the names of the columns are missing");
        TableColumns columns(fields, mapping_);
        for (const auto& fault : columns.Faults()) file_.FaultAt(1, fault);
        if (!found || !FindForm(columns)) return;
        MovementRow reader(columns, mapping_, book_.texts);
        while (rows_.Next(fields)) {
            switch (KindOf(fields, columns)) {
                case RowKind::kMovement: ReadLine(reader, columns, fields); break;
                case RowKind::kSummary:
                    file_.NoteAt(rows_.Line(), "is a balance or a total, and no movement");
                    break;
                case RowKind::kOdd:
                    file_.FaultAt(rows_.Line(), std::to_string(fields.size()) +
                                                    " fields, the names of columns are " +
                                                    std::to_string(columns.Width()));
            }
            if (++count_ % kWatchEvery == 0 && watch)
                watch(
                    static_cast<double>(rows_.BytesRead()) / static_cast<double>(text_.text.size()),
                    count_);
        }
        if (!rows_.Fault().empty()) file_.Fault(rows_.Fault());
        if (count_ == 0) file_.Fault("there are no lines");
        CloseTheDay();
    }

private:
    // What no mapping says of the form, the rows do.
    bool FindForm(TableColumns& columns) {
        for (const auto& note : columns.Notes()) file_.Note(note);
        mapping_.negative_debits = DebitsAreNegative(rows_, columns, mapping_.currency);
        if (mapping_.negative_debits)
            file_.Note("no debit is above zero: the sign is read as the side, and takes none back");
        if (!mapping_.id.empty()) return true;
        if (!columns.Has(Meaning::kCurrency) && columns.CurrencyOfAmounts().empty() &&
            !mapping_.currency.empty())
            file_.Note("no currency is named: " + mapping_.currency + " is taken");
        const auto form = FindTableForm(rows_, columns, mapping_.currency);
        if (form.direction) columns.TakeAsDirection(*form.direction);
        if (!form.fault.empty()) file_.Fault(form.fault);
        for (const auto& note : form.notes) file_.Note(note);
        mapping_.amounts = form.amounts;
        mapping_.date_form = form.date_form;
        return form.fault.empty();
    }

    // A table has no closing day: it tells of all its accounts up to the last day that it has.
    void CloseTheDay() {
        matching::Day last = 0;
        for (const auto& head : file_.heads) last = std::max(last, head.day);
        for (std::size_t i = 0; i < file_.heads.size(); ++i)
            book_.statements[file_.first_statement + i].day = file_.heads[i].day = last;
    }

    void ReadLine(MovementRow& reader, const TableColumns& columns,
                  std::span<const std::string_view> fields) {
        matching::StatementLine line;
        if (const auto fault = reader.Read(fields, line, line.booked_day); !fault.empty())
            return file_.FaultAt(rows_.Line(), fault);
        if (line.amount == 0) return file_.NoteAt(rows_.Line(), "is of nothing and left out");
        if (reader.LeftOut())
            file_.NoteAt(rows_.Line(), "names more references than are kept; the last are not");
        line.text = reader.FreeText(fields);
        line.code = reader.Text(fields, Meaning::kCode);
        const auto reversal = columns.In(fields, Meaning::kReversal);
        line.reversal = reversal == "true" || reversal == "1" || reversal == "yes";
        if (line.references[matching::kInstruction] == matching::kNoText)
            line.references[matching::kInstruction] = reader.Text(fields, Meaning::kPaymentId);
        line.statement = StatementOf(line, columns.In(fields, Meaning::kStatementId));
        line.position = ++positions_[line.statement];
        book_.lines.push_back(line);
    }

    std::uint32_t StatementOf(const matching::StatementLine& line, std::string_view id) {
        const std::tuple key(line.account, line.currency, book_.texts.Add(CutText(id)));
        auto [found, is_new] = statements_.try_emplace(key, 0);
        if (is_new)
            found->second = AppendStatement(
                {.id = id.empty() ? std::filesystem::path(text_.name).stem().string()
                                  : std::string(CutText(id)),
                 .kind = StatementKind::kTable,
                 .account = line.account,
                 .currency = line.currency,
                 .day = line.booked_day},
                file_, book_);
        auto& day = file_.heads[found->second - file_.first_statement].day;
        day = std::max(day, line.booked_day);
        return found->second;
    }

    const FileText& text_;
    matching::Book& book_;
    StatementFile& file_;
    matching::CsvMapping mapping_;
    CsvRows rows_;
    std::size_t count_ = 0;
    std::map<std::tuple<matching::TextId, matching::CurrencyIndex, matching::TextId>, std::uint32_t>
        statements_;
    std::map<std::uint32_t, std::uint32_t> positions_;
};

}  // namespace

void ReadCsvStatement(const FileText& text, std::span<const matching::CsvMapping> mappings,
                      const std::string& currency, matching::Book& book, StatementFile& file,
                      const ReadWatch& watch) {
    file.format = "csv";
    if (auto utf8 = ToUtf8(text.text)) {
        file.Note(utf8->note);
        return ReadCsvStatement({.name = text.name, .text = std::move(utf8->text)}, mappings,
                                currency, book, file, watch);
    }
    auto mapping = ChooseMapping(text, mappings);
    if (mapping.currency.empty()) mapping.currency = currency;
    CsvStatement(text, book, file, mapping).Read(watch);
}

}  // namespace clearway::reconciliation::statements
