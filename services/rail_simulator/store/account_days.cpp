// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/store/account_days.h"

#include "embedded/rail_simulator_sql.h"
#include "postgres/row.h"

namespace clearway::rail_simulator {
namespace {

namespace sql = embedded::rail_simulator_sql;

StatementEntry EntryOfRow(const pqxx::row& row, const core::Currency& currency) {
    const auto text = [&](int column) { return postgres::AsText(row[column]); };
    Payment payment{.number = postgres::AsInt(row[0]),
                    .participant = {},
                    .rail = {},
                    .order = {.references = {.message_id = text(4),
                                             .message_name = text(5),
                                             .instruction_id = text(6),
                                             .end_to_end_id = text(7),
                                             .transaction_id = text(8),
                                             .uetr = text(9)},
                              .amount = core::Money(currency, 0),
                              .creditor_name = text(11),
                              .creditor_iban = text(12)},
                    .settled_minor = postgres::AsInt(row[2]),
                    .reason = text(10)};
    return EntryOf(payment, postgres::AsBool(row[1]), postgres::AsTimestamp(row[3]));
}

}  // namespace

AccountDay ReadAccountDay(postgres::Transaction& transaction, const Audience& account,
                          const core::Currency& currency, Day day) {
    const auto code = std::string(currency.Code());
    const auto midnight = core::ToMicros(day);
    AccountDay found;
    found.opening_minor =
        postgres::AsInt(postgres::Execute(transaction, {"balance_before", sql::kBalanceBefore},
                                          account.participant, account.rail, code, midnight)
                            .at(0)[0]);
    for (const auto& row : postgres::Execute(transaction, {"entries_of_day", sql::kEntriesOfDay},
                                             account.participant, account.rail, code, midnight))
        found.entries.push_back(EntryOfRow(row, currency));
    return found;
}

}  // namespace clearway::rail_simulator
