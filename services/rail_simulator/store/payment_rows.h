// SPDX-License-Identifier: Apache-2.0
// Payments, what is still to become of them, and what was booked.
#pragma once

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "services/rail_simulator/domain/plan.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

// Gives each its number.
void AddPayments(postgres::Transaction& transaction, std::span<Payment> payments);
// Which of the transactions the rail has.
std::set<std::pair<Audience, std::string>> KnownTransactions(
    postgres::Transaction& transaction, const std::set<std::pair<Audience, std::string>>& ids);
// As a message names them: a transaction, or all those of a message.
std::vector<Payment> FindPayments(postgres::Transaction& transaction, const Audience& audience,
                                  const References& references);
std::vector<Payment> ListPayments(postgres::Transaction& transaction, std::int64_t after, int max);
// What changes of a payment.
void SavePayments(postgres::Transaction& transaction, std::span<const Payment* const> payments);

struct DueStep {
    std::int64_t payment;  // its number
    core::Timestamp due_at;
    Step step;
};
void AddSteps(postgres::Transaction& transaction, std::span<const DueStep> steps);
// One for the account of the payment at that time, however often it is asked for.
void AddStatementStep(postgres::Transaction& transaction, const Payment& payment,
                      core::Timestamp due_at);

struct LoadedStep {
    std::int64_t id;
    core::Timestamp due_at;
    Step step;
    Payment payment;  // as it is stored
};
// By the time when they fell due.
std::vector<LoadedStep> DueSteps(postgres::Transaction& transaction, core::Timestamp now, int max);
void FinishSteps(postgres::Transaction& transaction, std::span<const std::int64_t> ids);
// The next one's time; nullopt: nothing is to come.
std::optional<core::Timestamp> NextDue(postgres::Transaction& transaction);

enum class EntryKind { kPayment, kReturn };
struct Booking {
    const Payment* payment;
    EntryKind kind;
    core::Timestamp at;
};
void AddEntries(postgres::Transaction& transaction, std::span<const Booking> bookings);

}  // namespace clearway::rail_simulator
