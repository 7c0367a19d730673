// SPDX-License-Identifier: Apache-2.0
// The officers' gRPC service: one line a call, everything else is the adapter's and the call's own.
#pragma once

#include "clearway/compliance/v1/case_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/draft_report.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/work_on_case.h"

namespace clearway::compliance {

class CaseService final : public v1::CaseService::CallbackService {
public:
    // The references must outlive the server.
    CaseService(rpc::Adapter& adapter, WorkOnCase& work, ReadCases& cases,
                compliance::DraftReport& reports);

    grpc::ServerUnaryReactor* RaiseCase(grpc::CallbackServerContext* context,
                                        const v1::RaiseCaseRequest* request,
                                        v1::Case* response) override;
    grpc::ServerUnaryReactor* AssignCase(grpc::CallbackServerContext* context,
                                         const v1::AssignCaseRequest* request,
                                         v1::Case* response) override;
    grpc::ServerUnaryReactor* PrioritiseCase(grpc::CallbackServerContext* context,
                                             const v1::PrioritiseCaseRequest* request,
                                             v1::Case* response) override;
    grpc::ServerUnaryReactor* CommentCase(grpc::CallbackServerContext* context,
                                          const v1::CommentCaseRequest* request,
                                          v1::Case* response) override;
    grpc::ServerUnaryReactor* CountCases(grpc::CallbackServerContext* context,
                                         const v1::CountCasesRequest* request,
                                         v1::CountCasesResponse* response) override;
    grpc::ServerUnaryReactor* DraftReport(grpc::CallbackServerContext* context,
                                          const v1::DraftReportRequest* request,
                                          v1::DraftReportResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::RaiseCaseRequest, v1::Case> raise_;
    rpc::Handler<v1::AssignCaseRequest, v1::Case> assign_;
    rpc::Handler<v1::PrioritiseCaseRequest, v1::Case> prioritise_;
    rpc::Handler<v1::CommentCaseRequest, v1::Case> comment_;
    rpc::Handler<v1::CountCasesRequest, v1::CountCasesResponse> count_;
    rpc::Handler<v1::DraftReportRequest, v1::DraftReportResponse> report_;
};

}  // namespace clearway::compliance
