// SPDX-License-Identifier: Apache-2.0
// Drafts a suspicion report from a case. That it was drafted, by whom and with which digest, is a
// fact; the report itself is not kept: the case has all that it says.
#pragma once

#include "services/compliance/report/suspicion_report.h"
#include "services/compliance/usecase/ports.h"
#include "services/compliance/usecase/work_on_case.h"

namespace clearway::compliance {

struct DraftedReport {
    std::string reference;
    std::string xml;
    std::string page;  // HTML
    std::vector<std::string> missing = {};
};

class DraftReport {
public:
    // The references must outlive this.
    DraftReport(CaseQueries& queries, CaseCommands& cases, const core::Clock& clock,
                ReportingEntity entity)
        : queries_(queries), cases_(cases), clock_(clock), entity_(std::move(entity)) {}

    // Errors: kInvalidArgument (code, reason, action), kCaseNotFound, kOverloaded, kUnavailable.
    async::Task<core::Result<DraftedReport>> Run(Officer officer, core::CaseId id,
                                                 ReportRequest request);

private:
    CaseQueries& queries_;
    CaseCommands& cases_;
    const core::Clock& clock_;
    const ReportingEntity entity_;
};

}  // namespace clearway::compliance
