// SPDX-License-Identifier: Apache-2.0
// Payments in review, and what is known of their parties, in PostgreSQL. It decides nothing.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/fraud/usecase/read_cases.h"

namespace clearway::fraud {

// In the transaction of the single writer.
void OpenCases(postgres::Transaction& transaction, std::span<const OpenReview> opened);
// Of payments that waited; the others are passed over.
void EndCases(postgres::Transaction& transaction, std::span<const EndReview> ended);

std::optional<ReviewCase> ReadCase(postgres::Transaction& transaction,
                                   const core::PaymentId& payment);
std::vector<ReviewCase> ReadOpenCases(postgres::Transaction& transaction, const CaseFilter& filter);

// nullopt: the feature log does not hold it.
std::optional<Attempt> ReadAttemptOf(postgres::Transaction& transaction,
                                     const core::PaymentId& payment);
// The latest of a party, newest first.
std::vector<Attempt> ReadAttemptsOfPayer(postgres::Transaction& transaction, const EntityKey& payer,
                                         std::int64_t limit);
std::vector<Attempt> ReadAttemptsOfPayee(postgres::Transaction& transaction, const EntityKey& payee,
                                         std::int64_t limit);
// Of the payment itself, and of the last `limit` payments reported of each of its parties; newest
// first.
std::vector<FraudReport> ReadReportsAround(postgres::Transaction& transaction,
                                           const Attempt& attempt, std::int64_t limit);

}  // namespace clearway::fraud
