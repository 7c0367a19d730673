// SPDX-License-Identifier: Apache-2.0
// Reads what a report needs out of the frozen documents of alerts, whatever raised them. What is
// not there, or has another form, is left out: a report is drafted from what there is.
#pragma once

#include <string_view>
#include <vector>

#include "services/compliance/report/suspicion_report.h"

namespace clearway::compliance {

struct ReadEvidence {
    std::vector<ReportedTransaction> transactions = {};
    std::vector<std::string> reasons = {};
    std::string debtor_name = {};  // of a payment's screening
    std::string creditor_name = {};
};

// Of a whole frozen document (see frozen_alert.h).
ReadEvidence ReadDocument(std::string_view document);

}  // namespace clearway::compliance
