// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

AtTheBank AtTheBankOf(const Lineage& lineage, const core::PaymentId& payment) {
    AtTheBank bank;
    for (const auto& one : lineage.expectations) {
        if (one.payment_id != payment) continue;
        ++bank.expected;
        if (one.match_id) ++bank.matched;
    }
    return bank;
}

}  // namespace clearway::reconciliation
