// SPDX-License-Identifier: Apache-2.0
// A partner or an operator reports that a payment was fraud.
#pragma once

#include "async/task.h"
#include "services/fraud/domain/fraud_report.h"

namespace clearway::fraud {

class ReportCommands {
public:
    virtual ~ReportCommands() = default;
    // The first report of its kind, once that is durable. Errors: those of DecideReport;
    // kOverloaded, kUnavailable.
    virtual async::Task<core::Result<FraudReport>> Submit(ReportFraud command) = 0;
};

class ReportFraudUseCase {
public:
    // The references must outlive this.
    ReportFraudUseCase(ReportCommands& reports, const core::Clock& clock)
        : reports_(reports), clock_(clock) {}

    // Puts in the time. Errors: kInvalidArgument (reason), those of Submit().
    async::Task<core::Result<FraudReport>> Run(ReportFraud command);

private:
    ReportCommands& reports_;
    const core::Clock& clock_;
};

}  // namespace clearway::fraud
