// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/case_service.h"

#include "clearway/compliance/v1/case_service.pb.h"
#include "services/compliance/rpc/case_calls.h"

namespace clearway::compliance {
CaseService::CaseService(rpc::Adapter& adapter, WorkOnCase& work, ReadCases& cases,
                         DraftReport& reports)
    : Service(adapter, "clearway.compliance.v1.CaseService") {
    Serve("RaiseCase", [&work](rpc::CallContext& call, const v1::RaiseCaseRequest& request) {
        return RaiseCaseCall(work, call, request);
    });
    Serve("AssignCase", [&work](rpc::CallContext& call, const v1::AssignCaseRequest& request) {
        return AssignCaseCall(work, call, request);
    });
    Serve("PrioritiseCase",
          [&work](rpc::CallContext& call, const v1::PrioritiseCaseRequest& request) {
              return PrioritiseCaseCall(work, call, request);
          });
    Serve("CommentCase", [&work](rpc::CallContext& call, const v1::CommentCaseRequest& request) {
        return CommentCaseCall(work, call, request);
    });
    Serve("CountCases", [&cases](rpc::CallContext&, const v1::CountCasesRequest&) {
        return CountCasesCall(cases);
    });
    Serve("DraftReport", [&reports](rpc::CallContext& call, const v1::DraftReportRequest& request) {
        return DraftReportCall(reports, call, request);
    });
}

}  // namespace clearway::compliance
