// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/lineage/stored_lineage_desk.h"

#include <set>

#include "embedded/reconciliation_lineage_sql.h"
#include "postgres/array.h"
#include "services/reconciliation/store/lineage/lineage_rows.h"
#include "services/reconciliation/store/statements/exception_row.h"
#include "services/reconciliation/store/three_way_store.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_lineage_sql;
using postgres::Execute;

constexpr auto kRows = static_cast<std::int64_t>(kLineageRowsMax) + 1;  // one more tells of more

template <class Ids>
pqxx::binarystring AsArray(const Ids& ids) {
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return array.Take();
}

// Readers see with each statement what was committed before it. Here all see the same: a match that
// a run replaced between two statements would lead nowhere.
class Snapshot {
public:
    explicit Snapshot(postgres::Transaction& transaction) : transaction_(transaction) {
        transaction_.exec("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }
    ~Snapshot() {
        try {
            transaction_.exec("ROLLBACK");
        } catch (const std::exception&) {
            // The connection is broken: the server has ended it.
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    postgres::Transaction& transaction_;
};

// One look-up: the ids that are known so far, and what they lead to.
class Search {
public:
    Search(postgres::Transaction& transaction, StoredLineageDesk::TrailReader read_trail)
        : transaction_(transaction), read_trail_(read_trail) {}

    // From the payment, or from its transfers, towards the statement.
    void ByPayment(const core::PaymentId& payment) {
        payments_.insert(payment);
        LoadExpectations();
        LoadExceptions();
        LoadLines();
        LoadPayments();
    }
    // A transfer that belongs to a payment leads to all of the payment.
    void ByTransfer(const core::TransferId& transfer) {
        transfers_.insert(transfer);
        for (const auto& row :
             Execute(transaction_, {"find_lineage_of_transfer", sql::kFindLineageOfTransfer},
                     transfer.ToString()))
            payments_.insert(postgres::AsId<core::PaymentId>(row[0]));
        LoadExpectations();
        LoadExceptions();
        LoadLines();
        LoadPayments();
    }
    // From the line to all that it was matched with, and what else statements must show of those
    // payments.
    void ByLine(const core::Uuid& line) {
        lines_.insert(line);
        LoadLines();
        if (found_.lines.empty()) return;
        LoadExceptions();
        LoadExpectations();
        LoadExpectations();
        LoadLines();
        LoadPayments();
    }

    bool IsEmpty() const {
        return found_.lines.empty() && found_.expectations.empty() && found_.payments.empty();
    }
    Lineage Take() {
        LoadMatches();
        return std::move(found_);
    }

private:
    void Know(const std::optional<core::Uuid>& match) {
        if (match) matches_.insert(*match);
    }
    template <class Rows>
    void Cut(Rows& rows) {
        if (rows.size() <= kLineageRowsMax) return;
        rows.erase(rows.begin() + kLineageRowsMax, rows.end());
        found_.more = true;
    }

    void LoadExpectations() {
        auto& rows = found_.expectations;
        rows.clear();
        for (const auto& row :
             Execute(transaction_, {"load_lineage_expectations", sql::kLoadLineageExpectations},
                     AsArray(payments_), AsArray(transfers_), AsArray(matches_), kRows))
            rows.push_back(ToExpectation(row));
        Cut(rows);
        for (const auto& one : rows) {
            transfers_.insert(one.transfer_id);
            if (one.payment_id) payments_.insert(*one.payment_id);
            Know(one.match_id);
        }
    }
    void LoadExceptions() {
        auto& rows = found_.exceptions;
        rows.clear();
        for (const auto& row :
             Execute(transaction_, {"load_lineage_exceptions", sql::kLoadLineageExceptions},
                     AsArray(payments_), AsArray(lines_), AsArray(transfers_), kRows))
            rows.push_back(ToException(row));
        Cut(rows);
        for (const auto& one : rows) {
            if (one.line_id) lines_.insert(*one.line_id);
            if (one.expectation_id) transfers_.insert(*one.expectation_id);
            if (one.payment_id) payments_.insert(*one.payment_id);
        }
    }
    void LoadLines() {
        auto& rows = found_.lines;
        rows.clear();
        for (const auto& row : Execute(transaction_, {"load_lineage_lines", sql::kLoadLineageLines},
                                       AsArray(lines_), AsArray(matches_), kRows))
            rows.push_back(ToLine(row));
        Cut(rows);
        for (const auto& one : rows) Know(one.match_id);
    }
    void LoadMatches() {
        for (const auto& row :
             Execute(transaction_, {"load_lineage_matches", sql::kLoadLineageMatches},
                     AsArray(matches_)))
            found_.matches.push_back(ToMatch(row));
    }
    void LoadPayments() {
        for (const auto& row :
             Execute(transaction_, {"load_payment_lineage", sql::kLoadPaymentLineage},
                     AsArray(payments_)))
            found_.payments.push_back(
                read_trail_(postgres::AsId<core::PaymentId>(row[0]), postgres::AsBytes(row[1])));
        std::vector<core::PaymentId> told;
        for (const auto& trail : found_.payments) told.push_back(trail.payment_id);
        found_.three_ways = ReadThreeWays(transaction_, told);
    }

    postgres::Transaction& transaction_;
    StoredLineageDesk::TrailReader read_trail_;
    std::set<core::PaymentId> payments_;
    std::set<core::TransferId> transfers_;
    std::set<core::Uuid> lines_;
    std::set<core::Uuid> matches_;
    Lineage found_;
};

// One overload an alternative: where the search begins, and what it is when it finds nothing.
struct Begin {
    Search& search;

    core::ErrorCode operator()(const core::PaymentId& payment) const {
        search.ByPayment(payment);
        return core::ErrorCode::kPaymentNotFound;
    }
    core::ErrorCode operator()(const LineId& line) const {
        search.ByLine(line.value);
        return core::ErrorCode::kNotFound;
    }
    core::ErrorCode operator()(const core::TransferId& transfer) const {
        search.ByTransfer(transfer);
        return core::ErrorCode::kNotFound;
    }
};

}  // namespace

async::Task<core::Result<Lineage>> StoredLineageDesk::Find(LineageSubject subject) {
    auto reading =
        readers_.Read<Lineage>([subject, read_trail = read_trail_](
                                   postgres::Transaction& transaction) -> core::Result<Lineage> {
            const Snapshot snapshot(transaction);
            Search search(transaction, read_trail);
            const auto unknown = std::visit(Begin{search}, subject);
            if (search.IsEmpty()) return unknown;
            return search.Take();
        });
    co_return co_await std::move(reading);
}

}  // namespace clearway::reconciliation
