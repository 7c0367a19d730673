// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/checks.h"

namespace clearway::payment {
namespace {

std::string NameOfOutcome(ScreeningOutcome outcome) {
    switch (outcome) {
        case ScreeningOutcome::kClear:
            return "clear";
        case ScreeningOutcome::kHit:
            return "hit";
        case ScreeningOutcome::kUnavailable:
            return "unavailable";
    }
    return "unavailable";
}

}  // namespace

Checks ChecksOf(const Result<FraudAnswer>& fraud, const Result<ScreeningAnswer>& screening) {
    Checks checks;
    if (fraud) {
        checks.fraud = fraud->outcome;
        checks.evidence.fraud_score = fraud->score;
        checks.evidence.fraud_policy_version = fraud->policy_version;
        checks.evidence.fraud_reasons = fraud->reasons;
    }
    if (screening) {
        checks.screening = screening->outcome;
        checks.evidence.screening_list_version = screening->list_version;
        checks.evidence.screening_case_id = screening->case_id;
    }
    checks.evidence.screening_outcome = NameOfOutcome(checks.screening);
    return checks;
}

}  // namespace clearway::payment
