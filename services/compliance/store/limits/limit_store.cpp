// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/limits/limit_store.h"

#include <stdexcept>

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

core::Currency AsCurrency(const pqxx::field& field) {
    const auto currency = core::Currency::Parse(postgres::AsText(field));
    if (!currency) throw std::runtime_error("limits hold a currency that is none");
    return *currency;
}

Day AsDay(const pqxx::field& field) { return Day(std::chrono::days(postgres::AsInt(field))); }
std::int64_t NumberOf(Day day) { return day.time_since_epoch().count(); }

template <class Ids>
pqxx::binarystring ArrayOf(const Ids& ids) {
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return array.Take();
}

TierLimit ReadLimit(const pqxx::row& row) {
    return {.tier = static_cast<KycTier>(postgres::AsInt(row[0])),
            .currency = postgres::AsText(row[1]),
            .payment_max = postgres::AsInt(row[3]),
            .day_max = postgres::AsInt(row[4]),
            .thirty_days_max = postgres::AsInt(row[5]),
            .version = static_cast<std::int32_t>(postgres::AsInt(row[2])),
            .set_by = postgres::AsText(row[6]),
            .reason = postgres::AsText(row[7]),
            .set_at = postgres::AsTimestamp(row[8]),
            .proposed_by = postgres::AsText(row[9])};
}

// How many rows that were.
std::size_t Write(postgres::Transaction& transaction, const postgres::Statement& statement,
                  std::span<const Reservation> reservations) {
    if (reservations.empty()) return 0;
    postgres::UuidArray payments, parties;
    postgres::TextArray currencies;
    postgres::IntegerArray amounts, days, states;
    postgres::TimestampArray times;
    for (const auto& one : reservations) {
        payments.Add(one.payment);
        parties.Add(one.party);
        currencies.Add(one.amount.GetCurrency().Code());
        amounts.Add(one.amount.MinorUnits());
        days.Add(NumberOf(one.day));
        times.Add(one.reserved_at);
        states.Add(static_cast<std::int64_t>(one.state));
    }
    const auto written = postgres::Execute(transaction, statement, payments.Take(), parties.Take(),
                                           currencies.Take(), amounts.Take(), days.Take(),
                                           times.Take(), states.Take());
    return static_cast<std::size_t>(written.affected_rows());
}

}  // namespace

ReservationsById LoadReservations(postgres::Transaction& transaction,
                                  std::span<const core::PaymentId> payments) {
    ReservationsById reservations;
    if (payments.empty()) return reservations;
    for (const auto& row : postgres::Execute(
             transaction, {"load_reservations", sql::kLoadReservations}, ArrayOf(payments))) {
        const auto id = postgres::AsId<core::PaymentId>(row[0]);
        reservations.emplace(
            id, Reservation{.payment = id,
                            .party = postgres::AsId<PartyId>(row[1]),
                            .amount = {AsCurrency(row[2]), postgres::AsInt(row[3])},
                            .day = AsDay(row[4]),
                            .reserved_at = postgres::AsTimestamp(row[5]),
                            .state = static_cast<ReservationState>(postgres::AsInt(row[6]))});
    }
    return reservations;
}

std::map<PartyId, Payer> LockPayers(postgres::Transaction& transaction,
                                    const std::set<PartyId>& parties) {
    std::map<PartyId, Payer> payers;
    if (parties.empty()) return payers;
    for (const auto& row :
         postgres::Execute(transaction, {"lock_payers", sql::kLockPayers}, ArrayOf(parties)))
        payers.emplace(postgres::AsId<PartyId>(row[0]),
                       Payer{.partner_id = postgres::AsText(row[1]),
                             .status = static_cast<KycStatus>(postgres::AsInt(row[2])),
                             .tier = static_cast<KycTier>(postgres::AsInt(row[3]))});
    return payers;
}

std::map<UsageKey, Usage> LoadUsage(postgres::Transaction& transaction,
                                    const std::set<PartyId>& parties, Day first) {
    std::map<UsageKey, Usage> usage;
    if (parties.empty()) return usage;
    for (const auto& row : postgres::Execute(transaction, {"load_usage", sql::kLoadUsage},
                                             ArrayOf(parties), NumberOf(first)))
        usage[{postgres::AsId<PartyId>(row[0]), postgres::AsText(row[1])}][AsDay(row[2])] =
            postgres::AsInt(row[3]);
    return usage;
}

TierLimits LoadTierLimits(postgres::Transaction& transaction) {
    TierLimits limits;
    for (const auto& row :
         postgres::Execute(transaction, {"current_tier_limits", sql::kCurrentTierLimits})) {
        auto limit = ReadLimit(row);
        auto& state = limits[{limit.tier, limit.currency}];
        (postgres::AsBool(row[10]) ? state.proposed : state.in_force) = std::move(limit);
    }
    return limits;
}

void LockTierLimits(postgres::Transaction& transaction) {
    postgres::Execute(transaction, {"lock_tier_limits", sql::kLockTierLimits});
}

void AddTierLimit(postgres::Transaction& transaction, const TierLimit& limit) {
    postgres::Execute(transaction, {"add_tier_limit", sql::kAddTierLimit},
                      static_cast<std::int64_t>(limit.tier), limit.currency,
                      std::int64_t{limit.version}, limit.payment_max, limit.day_max,
                      limit.thirty_days_max, limit.set_by, limit.reason,
                      core::ToMicros(limit.set_at), limit.proposed_by);
}

void SaveProposal(postgres::Transaction& transaction, const TierLimit& proposed) {
    postgres::Execute(transaction, {"save_limit_proposal", sql::kSaveLimitProposal},
                      static_cast<std::int64_t>(proposed.tier), proposed.currency,
                      proposed.payment_max, proposed.day_max, proposed.thirty_days_max,
                      proposed.set_by, proposed.reason, core::ToMicros(proposed.set_at));
}

void DropProposal(postgres::Transaction& transaction, KycTier tier, const std::string& currency) {
    postgres::Execute(transaction, {"drop_limit_proposal", sql::kDropLimitProposal},
                      static_cast<std::int64_t>(tier), currency);
}

void SaveLimits(postgres::Transaction& transaction, const SavedReservations& reservations,
                std::span<const UsageRow> usage) {
    if (Write(transaction, {"add_reservations", sql::kAddReservations}, reservations.added) !=
        reservations.added.size())
        throw postgres::RetryBatch("another process reserved for the same payment");
    Write(transaction, {"save_reservations", sql::kSaveReservations}, reservations.changed);
    if (usage.empty()) return;
    postgres::UuidArray parties;
    postgres::TextArray currencies;
    postgres::IntegerArray days, used;
    for (const auto& row : usage) {
        parties.Add(row.key.first);
        currencies.Add(row.key.second);
        days.Add(NumberOf(row.day));
        used.Add(row.used_minor);
    }
    postgres::Execute(transaction, {"save_usage", sql::kSaveUsage}, parties.Take(),
                      currencies.Take(), days.Take(), used.Take());
}

std::vector<UnheardReservation> FindUnheard(postgres::Transaction& transaction,
                                            std::chrono::microseconds age, std::size_t max) {
    std::vector<UnheardReservation> found;
    for (const auto& row :
         postgres::Execute(transaction, {"unheard_reservations", sql::kUnheardReservations},
                           std::int64_t{age.count()}, static_cast<std::int64_t>(max)))
        found.push_back({postgres::AsId<core::PaymentId>(row[0]), postgres::AsTimestamp(row[1])});
    return found;
}

void SaveFactsTaken(postgres::Transaction& transaction, const FactsTaken& taken) {
    if (taken.empty()) return;
    postgres::IntegerArray partitions;
    postgres::TimestampArray times;
    for (const auto& [partition, newest_at] : taken) {
        partitions.Add(std::int64_t{partition});
        times.Add(newest_at);
    }
    postgres::Execute(transaction, {"save_facts_taken", sql::kSaveFactsTaken}, partitions.Take(),
                      times.Take());
}

void MarkHeardOf(postgres::Transaction& transaction, std::span<const core::PaymentId> payments) {
    if (payments.empty()) return;
    postgres::Execute(transaction, {"mark_heard_of", sql::kMarkHeardOf}, ArrayOf(payments));
}

async::Task<core::Result<std::vector<TierLimitState>>> LimitReader::ListTierLimits() {
    std::function<core::Result<std::vector<TierLimitState>>(postgres::Transaction&)> read =
        [](postgres::Transaction& transaction) {
            std::vector<TierLimitState> limits;
            for (auto& [key, limit] : LoadTierLimits(transaction)) limits.push_back(limit);
            return limits;
        };
    auto limits = co_await pool_.Read<std::vector<TierLimitState>>(std::move(read));
    co_return limits;
}

}  // namespace clearway::compliance
