// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/checkpoint.h"

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr matching::Day kBeforeAll = -100'000;   // the year 1696
constexpr matching::Day kBehindAll = 1'000'000;  // the year 4707

std::optional<matching::Day> AsDay(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return static_cast<matching::Day>(postgres::AsInt(field));
}

void ExecuteTo(postgres::Transaction& transaction, postgres::Statement statement,
               const core::AccountId& account, matching::Day day) {
    Execute(transaction, statement, account.ToString(), std::int64_t{day});
}

// What borders on days that are gone stays settled: it would meet other neighbours now.
void Lift(postgres::Transaction& transaction, const core::AccountId& account,
          const Checkpoint& checkpoint) {
    const auto to =
        checkpoint.forgotten_to ? *checkpoint.forgotten_to + kNeighbourDays : kBeforeAll;
    if (to >= checkpoint.settled_to) return;
    // In this order: each goes by what the one before it took back, so that no pair is split.
    ExecuteTo(transaction, {"unsettle_matches", sql::kUnsettleMatches}, account, to);
    ExecuteTo(transaction, {"unsettle_expectations", sql::kUnsettleExpectations}, account, to);
    ExecuteTo(transaction, {"unsettle_lines", sql::kUnsettleLines}, account, to);
    ExecuteTo(transaction, {"unsettle_exceptions", sql::kUnsettleExceptions}, account, to);
    ExecuteTo(transaction, {"lift_checkpoint", sql::kLiftCheckpoint}, account, to);
}

}  // namespace

std::optional<Checkpoint> FindCheckpoint(postgres::Transaction& transaction,
                                         const core::AccountId& account) {
    const auto rows =
        Execute(transaction, {"load_checkpoint", sql::kLoadCheckpoint}, account.ToString());
    if (rows.empty()) return std::nullopt;
    return Checkpoint{.settled_to = *AsDay(rows[0][0]), .forgotten_to = AsDay(rows[0][1])};
}

matching::Day NeighboursFrom(const std::optional<Checkpoint>& checkpoint) {
    return checkpoint ? checkpoint->settled_to - kNeighbourDays : kBehindAll;
}

void Settle(postgres::Transaction& transaction, const core::AccountId& account,
            matching::Day settle_to, std::optional<matching::Day> forget_to) {
    const auto known = FindCheckpoint(transaction, account);
    if (known && settle_to <= known->settled_to) return;
    ExecuteTo(transaction, {"settle_matches", sql::kSettleMatches}, account, settle_to);
    ExecuteTo(transaction, {"settle_exceptions", sql::kSettleExceptions}, account, settle_to);
    ExecuteTo(transaction, {"settle_lines", sql::kSettleLines}, account, settle_to);
    ExecuteTo(transaction, {"settle_expectations", sql::kSettleExpectations}, account, settle_to);
    ExecuteTo(transaction, {"put_checkpoint", sql::kPutCheckpoint}, account, settle_to);
    if (forget_to)
        ExecuteTo(transaction, {"forget_settled", sql::kForgetSettled}, account, *forget_to);
}

void LiftForLateRows(postgres::Transaction& transaction, const core::AccountId& account) {
    const auto checkpoint = FindCheckpoint(transaction, account);
    if (!checkpoint) return;
    const auto late =
        Execute(transaction, {"find_late_expectation", sql::kFindLateExpectation},
                account.ToString(), std::int64_t{checkpoint->settled_to + kNeighbourDays});
    if (postgres::AsBool(late[0][0])) Lift(transaction, account, *checkpoint);
}

void LiftForFile(postgres::Transaction& transaction, const core::Uuid& file_id) {
    for (const auto& row :
         Execute(transaction, {"accounts_settled_past_file", sql::kAccountsSettledPastFile},
                 file_id.ToString(), std::int64_t{kNeighbourDays})) {
        const auto account = postgres::AsId<core::AccountId>(row[0]);
        if (const auto checkpoint = FindCheckpoint(transaction, account))
            Lift(transaction, account, *checkpoint);
    }
}

}  // namespace clearway::reconciliation
