// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/movement_store.h"

#include <set>
#include <stdexcept>

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {

namespace {

namespace sql = embedded::compliance_sql;

core::Currency CurrencyOf(const pqxx::field& field) {
    const auto currency = core::Currency::Parse(postgres::AsText(field));
    if (!currency) throw std::runtime_error("movements holds a currency that is none");
    return *currency;
}

std::optional<core::Uuid> PartyOf(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return postgres::AsUuid(field);
}

// The columns from `first` on, as read_movements.sql has them.
Movement ToMovement(const pqxx::row& row, int first = 0) {
    const auto at = [&](int place) { return row[first + place]; };
    return {.id = postgres::AsUuid(at(0)),
            .at = postgres::AsTimestamp(at(1)),
            .debtor = {postgres::AsUuid(at(2)), postgres::AsBool(at(3)), PartyOf(at(4))},
            .creditor = {postgres::AsUuid(at(5)), postgres::AsBool(at(6)), PartyOf(at(7))},
            .amount = core::Money(CurrencyOf(at(8)), postgres::AsInt(at(9))),
            .sequence = postgres::AsInt(at(10))};
}

// The accounts that a subject has.
postgres::UuidArray AccountsOf(postgres::Transaction& transaction, const Subject& subject) {
    postgres::UuidArray accounts;
    if (subject.kind != SubjectKind::kParty) {
        accounts.Add(subject.id);
        return accounts;
    }
    for (const auto& row :
         postgres::Execute(transaction, {"load_accounts_of_party", sql::kLoadAccountsOfParty},
                           subject.id.ToString()))
        accounts.Add(postgres::AsUuid(row[0]));
    return accounts;
}

}  // namespace

void StoredMonitoring::Add(std::span<const Movement> movements) {
    if (movements.empty()) return;
    postgres::TimestampArray times;
    postgres::IntegerArray sequences, amounts;
    postgres::UuidArray ids, debtors, creditors, debtor_parties, creditor_parties;
    postgres::BoolArray debtor_accounts, creditor_accounts;
    postgres::TextArray currencies;
    for (const auto& movement : movements) {
        times.Add(movement.at);
        sequences.Add(movement.sequence);
        amounts.Add(movement.amount.MinorUnits());
        ids.Add(movement.id);
        debtors.Add(movement.debtor.id);
        creditors.Add(movement.creditor.id);
        debtor_parties.AddOptional(movement.debtor.party);
        creditor_parties.AddOptional(movement.creditor.party);
        debtor_accounts.Add(movement.debtor.is_account);
        creditor_accounts.Add(movement.creditor.is_account);
        currencies.Add(movement.amount.GetCurrency().Code());
    }
    postgres::Execute(transaction_, {"add_movements", sql::kAddMovements}, times.Take(),
                      sequences.Take(), amounts.Take(), ids.Take(), debtors.Take(),
                      creditors.Take(), debtor_parties.Take(), creditor_parties.Take(),
                      debtor_accounts.Take(), creditor_accounts.Take(), currencies.Take());
}

ActivityOf StoredMonitoring::Load(std::span<const Subject> subjects) {
    ActivityOf activities;
    if (subjects.empty()) return activities;
    const std::set<Subject> wanted(subjects.begin(), subjects.end());
    postgres::UuidArray ids;
    for (const auto& subject : wanted) ids.Add(subject.id);
    for (const auto& row :
         postgres::Execute(transaction_, {"load_activities", sql::kLoadActivities}, ids.Take())) {
        const Subject subject{static_cast<SubjectKind>(postgres::AsInt(row[1])),
                              postgres::AsUuid(row[0])};
        if (wanted.contains(subject))
            activities.emplace(subject, Activity::Decode(postgres::AsBytes(row[2])));
    }
    return activities;
}

void StoredMonitoring::Save(const ActivityOf& activities) {
    if (activities.empty()) return;
    postgres::UuidArray ids;
    postgres::IntegerArray kinds;
    postgres::BytesArray states;
    for (const auto& [subject, activity] : activities) {
        ids.Add(subject.id);
        kinds.Add(static_cast<std::int64_t>(subject.kind));
        states.Add(activity.Encode());
    }
    postgres::Execute(transaction_, {"save_activities", sql::kSaveActivities}, ids.Take(),
                      kinds.Take(), states.Take());
}

std::vector<Movement> StoredMonitoring::Find(const MovementsQuery& query) {
    std::optional<std::string> party;
    if (query.subject.kind == SubjectKind::kParty) party = query.subject.id.ToString();
    std::vector<Movement> found;
    for (const auto& row : postgres::Execute(
             transaction_, {"find_movements", sql::kFindMovements},
             AccountsOf(transaction_, query.subject).Take(), core::FormatRfc3339(query.from),
             core::FormatRfc3339(query.to), std::string(query.currency.Code()), query.least,
             query.incoming, query.outgoing, query.sequence_max,
             static_cast<std::int64_t>(kSearchedMax), party, query.most,
             static_cast<std::int64_t>(query.limit)))
        found.push_back(ToMovement(row));
    return found;
}

std::vector<std::vector<Movement>> StoredMonitoring::Hops(std::span<const HopQuery> queries) {
    std::vector<std::vector<Movement>> answers(queries.size());
    for (const auto direction : {Direction::kIn, Direction::kOut})
        AnswerHops(queries, direction, answers);
    return answers;
}

void StoredMonitoring::AnswerHops(std::span<const HopQuery> queries, Direction direction,
                                  std::vector<std::vector<Movement>>& answers) {
    std::vector<std::size_t> places;
    postgres::UuidArray accounts;
    postgres::TimestampArray times, limits;
    postgres::TextArray currencies;
    postgres::IntegerArray least, most, sequences;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const auto& query = queries[i];
        if (query.direction != direction) continue;
        places.push_back(i);
        accounts.Add(query.account);
        times.Add(query.at);
        limits.Add(query.limit);
        currencies.Add(query.currency.Code());
        least.Add(query.least);
        most.Add(query.most);
        sequences.Add(query.sequence_max);
    }
    if (places.empty()) return;
    const auto statement = direction == Direction::kIn
                               ? postgres::Statement{"find_hops_in", sql::kFindHopsIn}
                               : postgres::Statement{"find_hops_out", sql::kFindHopsOut};
    for (const auto& row : postgres::Execute(
             transaction_, statement, accounts.Take(), times.Take(), limits.Take(),
             currencies.Take(), least.Take(), most.Take(), sequences.Take(),
             static_cast<std::int64_t>(kLookedAtMax), static_cast<std::int64_t>(kFollowedMax)))
        answers[places[static_cast<std::size_t>(postgres::AsInt(row[0])) - 1]].push_back(
            ToMovement(row, 1));
}

std::int64_t CountMovements(postgres::Transaction& transaction, std::size_t more) {
    const auto count = static_cast<std::int64_t>(more);
    const auto rows =
        postgres::Execute(transaction, {"count_movements", sql::kCountMovements}, count);
    return postgres::AsInt(rows.at(0)[0]) - count + 1;
}

void SaveAccountParties(postgres::Transaction& transaction, const PartyOfAccount& parties) {
    if (parties.empty()) return;
    postgres::UuidArray accounts, owners;
    for (const auto& [account, party] : parties) {
        accounts.Add(account);
        owners.Add(party);
    }
    postgres::Execute(transaction, {"save_account_parties", sql::kSaveAccountParties},
                      accounts.Take(), owners.Take());
}

PartyOfAccount LoadAccountParties(postgres::Transaction& transaction,
                                  std::span<const core::Uuid> accounts) {
    PartyOfAccount parties;
    if (accounts.empty()) return parties;
    postgres::UuidArray ids;
    for (const auto& account : accounts) ids.Add(account);
    for (const auto& row : postgres::Execute(
             transaction, {"load_account_parties", sql::kLoadAccountParties}, ids.Take()))
        parties.emplace(postgres::AsUuid(row[0]), postgres::AsUuid(row[1]));
    return parties;
}

std::vector<Movement> ReadMovements(postgres::Transaction& transaction, std::int64_t sequence,
                                    std::size_t limit) {
    std::vector<Movement> movements;
    for (const auto& row : postgres::Execute(transaction, {"read_movements", sql::kReadMovements},
                                             sequence, static_cast<std::int64_t>(limit)))
        movements.push_back(ToMovement(row));
    return movements;
}

std::string ReadDecidingReleases(postgres::Transaction& transaction) {
    const auto rows =
        postgres::Execute(transaction, {"read_deciding_releases", sql::kReadDecidingReleases});
    return postgres::AsText(rows.at(0)[0]);
}

}  // namespace clearway::compliance
