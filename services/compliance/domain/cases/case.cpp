// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

Subject SubjectOf(const core::PaymentId& payment) {
    return {.kind = SubjectKind::kPayment, .id = payment.value};
}

std::optional<core::PaymentId> PaymentOf(const Subject& subject) {
    if (subject.kind != SubjectKind::kPayment) return std::nullopt;
    return core::PaymentId(subject.id);
}

core::CaseId DeriveCaseId(const Subject& subject, std::int32_t number) {
    if (const auto payment = PaymentOf(subject)) return core::DeriveCaseId(*payment);
    const auto kind = std::to_string(static_cast<int>(subject.kind));
    return core::CaseId(
        core::Uuid::Derive(subject.id, "case/" + kind + "/" + std::to_string(number)));
}

}  // namespace clearway::compliance
