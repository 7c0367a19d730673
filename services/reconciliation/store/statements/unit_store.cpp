// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/unit_store.h"

#include <map>
#include <stdexcept>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/store/statements/checkpoint.h"
#include "services/reconciliation/store/statements/exception_row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr std::size_t kRowsABatch = 10'000;

matching::CurrencyIndex AsCurrency(const pqxx::field& field) {
    const auto currency = matching::FindCurrency(postgres::AsText(field));
    if (!currency) throw std::runtime_error("a row holds an unknown currency");
    return *currency;
}

matching::Day AsDay(const pqxx::field& field) {
    return static_cast<matching::Day>(postgres::AsInt(field));
}

// Rows and the match each belongs to, or none; written as they fill a batch.
class Assignments {
public:
    Assignments(postgres::Transaction& transaction, postgres::Statement statement)
        : transaction_(transaction), statement_(statement) {}

    void Add(const core::Uuid& row, const std::optional<core::Uuid>& match) {
        rows_.Add(row);
        matches_.AddOptional(match);
        if (++count_ == kRowsABatch) Write();
    }
    void Write() {
        if (count_ > 0) Execute(transaction_, statement_, rows_.Take(), matches_.Take());
        count_ = 0;
    }

private:
    postgres::Transaction& transaction_;
    postgres::Statement statement_;
    postgres::UuidArray rows_, matches_;
    std::size_t count_ = 0;
};

}  // namespace

StoredUnits::StoredUnits(postgres::Transaction& transaction) : transaction_(transaction) {
    Execute(transaction_, {"lock_statements", sql::kLockStatements});
}

UnitBook StoredUnits::LoadBook(const core::AccountId& account) {
    UnitBook unit{.account = account, .book = {}, .statements = {}, .expected = {}};
    const auto neighbours_from = NeighboursFrom(FindCheckpoint(transaction_, account));
    LoadLines(unit, neighbours_from);
    LoadExpectations(unit, neighbours_from);
    return unit;
}

void StoredUnits::LiftForLateRows(const core::AccountId& account) {
    reconciliation::LiftForLateRows(transaction_, account);
}

void StoredUnits::Settle(const core::AccountId& account, matching::Day settle_to,
                         std::optional<matching::Day> forget_to) {
    reconciliation::Settle(transaction_, account, settle_to, forget_to);
}

void StoredUnits::LoadLines(UnitBook& unit, matching::Day neighbours_from) {
    auto& book = unit.book;
    const auto account = book.texts.Add(unit.account.ToString());
    std::map<std::pair<core::Uuid, std::int64_t>, std::uint32_t> places;
    for (const auto& row : Execute(transaction_, {"load_unit_statements", sql::kLoadUnitStatements},
                                   unit.account.ToString(), std::int64_t{neighbours_from})) {
        const auto file = postgres::AsUuid(row[0]);
        const auto place = postgres::AsInt(row[1]);
        places[{file, place}] = static_cast<std::uint32_t>(book.statements.size());
        unit.statements.push_back({file, static_cast<std::uint32_t>(place)});
        book.statements.push_back({.file = postgres::AsText(row[3]),
                                   .id = postgres::AsText(row[2]),
                                   .account = account,
                                   .currency = AsCurrency(row[4]),
                                   .day = AsDay(row[5])});
    }
    for (const auto& row : Execute(transaction_, {"load_unit_lines", sql::kLoadUnitLines},
                                   unit.account.ToString(), std::int64_t{neighbours_from})) {
        const auto text = [&](int column) { return book.texts.Add(postgres::AsText(row[column])); };
        matching::StatementLine line;
        line.account = account;
        line.statement = places.at({postgres::AsUuid(row[0]), postgres::AsInt(row[1])});
        line.position = static_cast<std::uint32_t>(postgres::AsInt(row[2]));
        line.currency = AsCurrency(row[3]);
        line.amount = postgres::AsInt(row[4]);
        line.value_day = AsDay(row[5]);
        line.booked_day = AsDay(row[6]);
        line.references = {text(7), text(8), text(9), text(10), text(11)};
        line.text = text(12);
        line.code = text(13);
        line.reversal = postgres::AsBool(row[14]);
        if (postgres::AsBool(row[15])) unit.settled_lines.insert({line.statement, line.position});
        book.lines.push_back(line);
    }
}

void StoredUnits::LoadExpectations(UnitBook& unit, matching::Day neighbours_from) {
    auto& book = unit.book;
    const auto account = book.texts.Add(unit.account.ToString());
    for (const auto& row :
         Execute(transaction_, {"load_unit_expectations", sql::kLoadUnitExpectations},
                 unit.account.ToString(), std::int64_t{neighbours_from})) {
        const auto text = [&](int column) { return book.texts.Add(postgres::AsText(row[column])); };
        UnitBook::Expected ids{.transfer_id = postgres::AsId<core::TransferId>(row[0])};
        if (!row[1].is_null()) ids.payment_id = postgres::AsId<core::PaymentId>(row[1]);
        ids.settled = postgres::AsBool(row[8]);
        matching::Expectation one;
        one.account = account;
        one.currency = AsCurrency(row[2]);
        one.amount = postgres::AsInt(row[3]);
        one.value_day = AsDay(row[4]);
        const auto payment =
            ids.payment_id ? book.texts.Add(ids.payment_id->ToString()) : matching::kNoText;
        one.references = {text(5), text(6), text(7), payment,
                          book.texts.Add(ids.transfer_id.ToString())};
        one.row = static_cast<std::uint32_t>(unit.expected.size());
        unit.expected.push_back(ids);
        book.expectations.push_back(one);
    }
}

std::vector<StatementException> StoredUnits::LoadExceptions(const core::AccountId& account) {
    std::vector<StatementException> exceptions;
    for (const auto& row :
         Execute(transaction_, {"load_exceptions", sql::kLoadExceptions}, account.ToString()))
        exceptions.push_back(ToException(row));
    return exceptions;
}

void StoredUnits::SaveMatches(const UnitResult& result, const core::Uuid& run, core::Timestamp at) {
    Assignments lines(transaction_, {"assign_lines", sql::kAssignLines});
    Assignments expectations(transaction_, {"assign_expectations", sql::kAssignExpectations});
    for (const auto& match : result.matches) {
        for (const auto& line : match.lines) lines.Add(line, match.match_id);
        for (const auto& one : match.expectations) expectations.Add(one.value, match.match_id);
    }
    for (const auto& line : result.unmatched_lines) lines.Add(line, std::nullopt);
    for (const auto& one : result.unmatched_expectations) expectations.Add(one.value, std::nullopt);
    lines.Write();
    expectations.Write();
    Execute(transaction_, {"clear_lines_that_do_not_count", sql::kClearLinesThatDoNotCount},
            result.account.ToString());
    InsertMatches(result, run, at);
    Execute(transaction_, {"drop_statement_matches", sql::kDropStatementMatches},
            result.account.ToString());
}

void StoredUnits::InsertMatches(const UnitResult& result, const core::Uuid& run,
                                core::Timestamp at) {
    for (std::size_t from = 0; from < result.matches.size(); from += kRowsABatch) {
        postgres::UuidArray ids;
        postgres::TextArray passes;
        postgres::IntegerArray lines, expectations;
        const auto count = std::min(kRowsABatch, result.matches.size() - from);
        for (const auto& match : std::span(result.matches).subspan(from, count)) {
            ids.Add(match.match_id);
            passes.Add(match.pass);
            lines.Add(std::ssize(match.lines));
            expectations.Add(std::ssize(match.expectations));
        }
        Execute(transaction_, {"insert_statement_matches", sql::kInsertStatementMatches},
                result.account.ToString(), run.ToString(), core::ToMicros(at), ids.Take(),
                passes.Take(), lines.Take(), expectations.Take());
    }
}

void StoredUnits::Open(std::span<const StatementException> exceptions) {
    InsertExceptions(transaction_, exceptions);
}

void StoredUnits::Save(std::span<const ExceptionChange> changes) {
    SaveChanges(transaction_, changes);
}

}  // namespace clearway::reconciliation
