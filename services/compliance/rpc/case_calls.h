// SPDX-License-Identifier: Apache-2.0
// The calls of officers who work on cases: proto to command, case to proto. Who calls is read from
// the caller's certificate, never from the message.
#pragma once

#include "clearway/compliance/v1/case_service.pb.h"
#include "rpc/call_context.h"
#include "services/compliance/usecase/draft_report.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/work_on_case.h"

namespace clearway::compliance {

async::Task<core::Result<v1::Case>> RaiseCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                  const v1::RaiseCaseRequest& request);
async::Task<core::Result<v1::Case>> AssignCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                   const v1::AssignCaseRequest& request);
async::Task<core::Result<v1::Case>> PrioritiseCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                       const v1::PrioritiseCaseRequest& request);
async::Task<core::Result<v1::Case>> CommentCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                    const v1::CommentCaseRequest& request);
async::Task<core::Result<v1::CountCasesResponse>> CountCasesCall(ReadCases& cases);
async::Task<core::Result<v1::DraftReportResponse>> DraftReportCall(
    DraftReport& reports, rpc::CallContext& call, const v1::DraftReportRequest& request);

}  // namespace clearway::compliance
