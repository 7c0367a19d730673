// SPDX-License-Identifier: Apache-2.0
// What a fact adds to a payment's lineage.
#pragma once

#include <optional>
#include <string>

#include "core/ids.h"

namespace clearway::reconciliation {

struct LineageNews {
    core::PaymentId payment_id;
    std::optional<core::TransferId> transfer_id = {};  // by which the payment is found, too
    std::string fact = {};  // as it is kept: those of a payment are kept one behind the other
};

}  // namespace clearway::reconciliation
