// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/expectations_file.h"

#include <algorithm>
#include <map>
#include <set>

#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/letters.h"
#include "services/reconciliation/statements/movement_row.h"
#include "services/reconciliation/statements/table_form.h"
#include "services/reconciliation/statements/table_rows.h"

namespace clearway::reconciliation {
namespace {

using matching::TextId;
using statements::Meaning;

constexpr std::size_t kFaultsMax = 20;
constexpr std::size_t kWatchEvery = 65'536;

class ExpectationsFile {
public:
    ExpectationsFile(const statements::FileText& text, matching::Book& book)
        : text_(text), book_(book), rows_(text.text, '\0') {}

    std::vector<std::string> Read(const statements::ReadWatch& watch) {
        if (!text_.fault.empty()) throw BadExpectations(text_.name + ": " + text_.fault);
        std::vector<std::string_view> fields;
        if (!rows_.Next(fields)) Fault(1, "the names of the columns are missing");
        matching::CsvMapping mapping;
        statements::TableColumns columns(fields, mapping);
        for (const auto& fault : columns.Faults()) Fault(1, fault);
        if (!columns.Has(Meaning::kId) && !columns.Has(Meaning::kPaymentId) &&
            !columns.Has(Meaning::kEndToEndId) && !columns.Has(Meaning::kReference))
            Fault(1, "there is no column 'id'");
        ThrowFaults();
        const auto form = statements::FindTableForm(rows_, columns, {});
        if (form.direction) columns.TakeAsDirection(*form.direction);
        mapping.negative_debits = statements::DebitsAreNegative(rows_, columns, {});
        if (!form.fault.empty()) faults_.push_back(form.fault);
        ThrowFaults();
        notes_ = columns.Notes();
        notes_.insert(notes_.end(), form.notes.begin(), form.notes.end());
        mapping.amounts = form.amounts;
        mapping.date_form = form.date_form;
        statements::MovementRow reader(columns, mapping, book_.texts);
        while (rows_.Next(fields)) {
            switch (KindOf(fields, columns)) {
                case statements::RowKind::kMovement: ReadRow(reader, fields); break;
                case statements::RowKind::kSummary:
                    Note("is a balance or a total, and no movement");
                    break;
                case statements::RowKind::kOdd:
                    Fault(rows_.Line(), std::to_string(fields.size()) +
                                            " fields, the first line has " +
                                            std::to_string(columns.Width()));
            }
            if (++count_ % kWatchEvery == 0 && watch)
                watch(
                    static_cast<double>(rows_.BytesRead()) / static_cast<double>(text_.text.size()),
                    count_);
        }
        if (!rows_.Fault().empty()) faults_.push_back(rows_.Fault());
        ThrowFaults();
        return notes_;
    }

private:
    void ReadRow(statements::MovementRow& reader, std::span<const std::string_view> fields) {
        matching::Expectation expected;
        matching::Day booked = 0;
        auto fault = reader.Read(fields, expected, booked);
        if (fault.empty())
            fault =
                reader.ReadAllowance(fields, Meaning::kFee, expected.currency, expected.fee_max);
        if (fault.empty())
            fault = reader.ReadAllowance(fields, Meaning::kTolerance, expected.currency,
                                         expected.tolerance);
        if (!fault.empty()) return Fault(rows_.Line(), fault);
        if (expected.amount == 0) return Note("expects nothing and is left out");
        if (reader.LeftOut()) Note("names more references than are kept; the last are not");
        NameIt(reader.Text(fields, Meaning::kPaymentId), expected.references);
        const auto id = expected.references[matching::kOwnId];
        if (id == matching::kNoText) return Fault(rows_.Line(), "id: must not be empty");
        if (id >= seen_.size()) seen_.resize(std::max<std::size_t>(book_.texts.Size(), id) * 2);
        if (seen_[id]) return Fault(rows_.Line(), "id: is there twice");
        seen_[id] = true;
        expected.row = static_cast<std::uint32_t>(rows_.Line());
        book_.expectations.push_back(expected);
    }

    // Its id, or what else names it; a payment's id beside an id is a reference too.
    static void NameIt(TextId payment, std::array<TextId, matching::kReferenceKinds>& references) {
        auto& own = references[matching::kOwnId];
        if (own == matching::kNoText)
            own = payment;
        else if (references[matching::kInstruction] == matching::kNoText)
            references[matching::kInstruction] = payment;
        for (const auto kind : {matching::kEndToEnd, matching::kOther, matching::kUetr})
            if (own == matching::kNoText) own = references[kind];
    }

    void Fault(std::size_t line, const std::string& what) {
        if (faults_.size() < kFaultsMax)
            faults_.push_back("line " + std::to_string(line) + ": " + what);
    }

    void Note(const std::string& what) {
        if (notes_.size() < kFaultsMax)
            notes_.push_back("line " + std::to_string(rows_.Line()) + ": " + what);
    }

    void ThrowFaults() const {
        if (faults_.empty()) return;
        std::string all;
        for (const auto& fault : faults_)
            all += (all.empty() ? "" : "\n") + text_.name + ": " + fault;
        throw BadExpectations(all);
    }

    const statements::FileText& text_;
    matching::Book& book_;
    statements::CsvRows rows_;
    std::size_t count_ = 0;
    std::vector<bool> seen_;  // ids
    std::vector<std::string> faults_;
    std::vector<std::string> notes_;
};

template <class Rows>
std::set<TextId> AccountsOf(const Rows& rows) {
    std::set<TextId> accounts;
    for (const auto& row : rows) accounts.insert(row.account);
    return accounts;
}

template <class Rows>
void TakeIbans(Rows& rows, const std::set<TextId>& others, matching::TextPool& texts) {
    std::map<TextId, TextId> ibans;  // of accounts that the other side calls otherwise
    for (const auto account : AccountsOf(rows)) {
        const auto iban = statements::GermanIbanOf(texts.At(account));
        const auto there = iban ? texts.Find(*iban) : std::nullopt;
        if (there && others.contains(*there) && !others.contains(account))
            ibans.emplace(account, *there);
    }
    if (ibans.empty()) return;
    for (auto& row : rows)
        if (const auto found = ibans.find(row.account); found != ibans.end())
            row.account = found->second;
}

}  // namespace

std::vector<std::string> ReadExpectations(const std::string& path, matching::Book& book,
                                          const statements::ReadWatch& watch) {
    auto text = statements::ReadFileText(path);
    auto utf8 = statements::ToUtf8(text.text);
    if (utf8) text.text = std::move(utf8->text);
    auto notes = ExpectationsFile(text, book).Read(watch);
    if (utf8) notes.push_back(utf8->note);
    return notes;
}

std::string OnlyCurrency(const matching::Book& book) {
    if (book.expectations.empty()) return {};
    const auto first = book.expectations.front().currency;
    const bool only = std::ranges::all_of(book.expectations,
                                          [&](const auto& one) { return one.currency == first; });
    return only ? std::string(matching::CodeOf(first)) : std::string();
}

std::vector<std::string> UniteAccounts(matching::Book& book) {
    std::vector<std::string> notes;
    const auto of_lines = AccountsOf(book.lines);
    const auto of_expectations = AccountsOf(book.expectations);
    const std::set none{matching::kNoText};
    const auto adopt = [](auto& rows, const std::set<TextId>& accounts, const char* who) {
        if (accounts.size() > 1)
            throw BadExpectations(std::string("the ") + who +
                                  " name no account, and the other side has several");
        for (auto& row : rows) row.account = *accounts.begin();
    };
    if (of_expectations == none && !of_lines.empty()) {
        adopt(book.expectations, of_lines, "expectations");
    } else if (of_lines == none && !of_expectations.empty()) {
        adopt(book.lines, of_expectations, "statements");
        adopt(book.statements, of_expectations, "statements");
    } else {
        TakeIbans(book.lines, of_expectations, book.texts);
        TakeIbans(book.statements, of_expectations, book.texts);
        TakeIbans(book.expectations, of_lines, book.texts);
        const auto lines = AccountsOf(book.lines);
        const auto expectations = AccountsOf(book.expectations);
        const bool shared = std::ranges::any_of(
            expectations, [&](TextId account) { return lines.contains(account); });
        if (!shared && !lines.empty() && !expectations.empty())
            notes.emplace_back(
                "no account of theirs is on the statements: --accounts can name them");
    }
    return notes;
}

}  // namespace clearway::reconciliation
