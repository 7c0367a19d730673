// SPDX-License-Identifier: Apache-2.0
// Payments as rows and back; a batch of them as array columns. For this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/payment/domain/payment.h"

namespace clearway::payment {

// The column order that all statements which select payments share. What is personal is shut.
Payment PaymentOf(const pqxx::row& row);

std::string EncodeReasons(const std::vector<Reason>& reasons);
std::vector<Reason> DecodeReasons(const std::string& text);

void InsertPayments(postgres::Transaction& transaction, std::span<const Payment* const> payments);

struct Update {
    const Payment* payment;
    std::int32_t known_version;  // that the row has, unless another process changed it
};
// The number of rows that had their known version; the others are left as they are.
std::size_t UpdatePayments(postgres::Transaction& transaction, std::span<const Update> updates);

}  // namespace clearway::payment
