// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/record_decisions.h"

namespace clearway::fraud {

std::vector<DecidedPayment> RecordDecisions(FeatureLogWriter& log,
                                            std::span<const DecidedPayment> payments) {
    std::vector<DecidedPayment> facts;
    if (payments.empty()) return facts;
    const auto first = log.Append(payments);
    for (std::size_t i = 0; i < payments.size(); ++i) {
        if (first[i]) facts.push_back(payments[i]);
    }
    return facts;
}

}  // namespace clearway::fraud
