// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/lineage/kept_lineage.h"

#include <map>

#include "embedded/reconciliation_lineage_sql.h"
#include "postgres/array.h"

namespace clearway::reconciliation {

namespace sql = embedded::reconciliation_lineage_sql;

void KeepLineageNews(postgres::Transaction& transaction, std::span<const LineageNews> news) {
    if (news.empty()) return;
    // In the order of their ids: neighbours in the index follow each other.
    std::map<core::PaymentId, LineageNews> by_payment;
    for (const auto& one : news) {
        auto& known =
            by_payment.try_emplace(one.payment_id, LineageNews{one.payment_id}).first->second;
        if (!known.transfer_id) known.transfer_id = one.transfer_id;
        known.fact += one.fact;
    }
    postgres::UuidArray payments, transfers;
    postgres::BytesArray facts;
    for (const auto& [payment, one] : by_payment) {
        payments.Add(payment);
        transfers.AddOptional(one.transfer_id);
        facts.Add(one.fact);
    }
    postgres::Execute(transaction, {"add_payment_lineage", sql::kAddPaymentLineage},
                      payments.Take(), transfers.Take(), facts.Take());
}

}  // namespace clearway::reconciliation
