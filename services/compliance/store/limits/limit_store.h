// SPDX-License-Identifier: Apache-2.0
// Limits in PostgreSQL: what a batch of payments needs to know of its payers, locked and loaded at
// once, and what it changes, saved at once. It decides nothing.
#pragma once

#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/compliance/usecase/limits/ports.h"

namespace clearway::compliance {

using ReservationsById = std::map<core::PaymentId, Reservation>;
using UsageKey = std::pair<PartyId, std::string>;  // party, currency
using TierLimits = std::map<std::pair<KycTier, std::string>, TierLimitState>;

ReservationsById LoadReservations(postgres::Transaction& transaction,
                                  std::span<const core::PaymentId> payments);

// Nobody else reserves for these parties, or changes them, until the transaction ends. Locked in
// the order of ids.
std::map<PartyId, Payer> LockPayers(postgres::Transaction& transaction,
                                    const std::set<PartyId>& parties);

// From this day on.
std::map<UsageKey, Usage> LoadUsage(postgres::Transaction& transaction,
                                    const std::set<PartyId>& parties, Day first);

// Those in force and those that wait.
TierLimits LoadTierLimits(postgres::Transaction& transaction);
// Nobody else changes a tier's limits until the transaction ends; they can be read all the while.
void LockTierLimits(postgres::Transaction& transaction);
void AddTierLimit(postgres::Transaction& transaction, const TierLimit& limit);
// In the place of what waits for this tier and currency.
void SaveProposal(postgres::Transaction& transaction, const TierLimit& proposed);
void DropProposal(postgres::Transaction& transaction, KycTier tier, const std::string& currency);

struct UsageRow {
    UsageKey key;
    Day day;
    std::int64_t used_minor = 0;
};
struct SavedReservations {
    std::vector<Reservation> added;  // that were not there when they were loaded
    std::vector<Reservation> changed;
};
// Throws RetryBatch where another process added one meanwhile, of any party.
void SaveLimits(postgres::Transaction& transaction, const SavedReservations& reservations,
                std::span<const UsageRow> usage);

struct UnheardReservation {
    core::PaymentId payment;
    core::Timestamp reserved_at;
};
// The oldest of those that no fact told of although so much time passed in the facts that were
// taken in of every partition; `max` at most, none before any fact came.
std::vector<UnheardReservation> FindUnheard(postgres::Transaction& transaction,
                                            std::chrono::microseconds age, std::size_t max);
// By partition; a time that is older than the known one changes nothing.
using FactsTaken = std::map<std::int32_t, core::Timestamp>;
void SaveFactsTaken(postgres::Transaction& transaction, const FactsTaken& taken);
void MarkHeardOf(postgres::Transaction& transaction, std::span<const core::PaymentId> payments);

class LimitReader final : public LimitQueries {
public:
    // `pool` must outlive this.
    explicit LimitReader(postgres::ReadPool& pool) : pool_(pool) {}
    async::Task<core::Result<std::vector<TierLimitState>>> ListTierLimits() override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::compliance
