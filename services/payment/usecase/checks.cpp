// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/checks.h"

namespace clearway::payment {
namespace {

std::string NameOfOutcome(const ScreeningAnswer& answer) {
    switch (answer.outcome) {
        case ScreeningOutcome::kClear:
            return answer.case_id.empty() ? kScreenedClear : kClearedByOperator;
        case ScreeningOutcome::kHit:
            return kScreenedHit;
        case ScreeningOutcome::kUnavailable:
            return kNotScreened;
    }
    return kNotScreened;
}

}  // namespace

void Record(const ScreeningAnswer& answer, Evidence& evidence) {
    evidence.screening_outcome = NameOfOutcome(answer);
    evidence.screening_list_version = answer.list_version;
    evidence.screening_case_id = answer.case_id;
}

Checks ChecksOf(const Result<FraudAnswer>& fraud, const Result<ScreeningAnswer>& screening) {
    Checks checks;
    if (fraud) {
        checks.fraud = fraud->outcome;
        checks.evidence.fraud_score = fraud->score;
        checks.evidence.fraud_policy_version = fraud->policy_version;
        checks.evidence.fraud_model_version = fraud->model_version;
        checks.evidence.fraud_reasons = fraud->reasons;
        checks.evidence.fraud_contributions = fraud->contributions;
    }
    const auto screened = screening ? *screening : ScreeningAnswer();
    checks.screening = screened.outcome;
    checks.payer = screened.payer;
    Record(screened, checks.evidence);
    return checks;
}

}  // namespace clearway::payment
