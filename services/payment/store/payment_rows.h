// SPDX-License-Identifier: Apache-2.0
// Payments as rows and back; a batch of them as array columns. For this room only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/payment/domain/payment.h"

namespace clearway::payment {

// The column order that lock_payments.sql, find_payments.sql and list_payments.sql share.
Payment PaymentOf(const pqxx::row& row);

std::string EncodeReasons(const std::vector<Reason>& reasons);
std::vector<Reason> DecodeReasons(const std::string& text);

void InsertPayments(postgres::Transaction& transaction, std::span<const Payment* const> payments);
void UpdatePayments(postgres::Transaction& transaction, std::span<const Payment* const> payments);

}  // namespace clearway::payment
