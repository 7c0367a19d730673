// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/statement_news.h"

#include <map>

namespace clearway::reconciliation {
namespace {

void Fill(std::string& known, std::string& told) {
    if (!told.empty()) known = std::move(told);
}

}  // namespace

std::vector<PaymentReferences> Unite(std::vector<PaymentReferences> told) {
    std::map<core::PaymentId, PaymentReferences> known;
    for (auto& one : told) {
        auto& references =
            known.try_emplace(one.payment_id, PaymentReferences{one.payment_id}).first->second;
        Fill(references.end_to_end_id, one.end_to_end_id);
        Fill(references.uetr, one.uetr);
        Fill(references.message_id, one.message_id);
        Fill(references.rail, one.rail);
    }
    std::vector<PaymentReferences> united;
    for (auto& [id, references] : known) united.push_back(std::move(references));
    return united;
}

}  // namespace clearway::reconciliation
