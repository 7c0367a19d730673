// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/case_service.h"

#include "services/compliance/rpc/case_calls.h"

namespace clearway::compliance {
namespace {

constexpr char kRaiseCase[] = "clearway.compliance.v1.CaseService.RaiseCase";
constexpr char kAssignCase[] = "clearway.compliance.v1.CaseService.AssignCase";
constexpr char kPrioritiseCase[] = "clearway.compliance.v1.CaseService.PrioritiseCase";
constexpr char kCommentCase[] = "clearway.compliance.v1.CaseService.CommentCase";
constexpr char kCountCases[] = "clearway.compliance.v1.CaseService.CountCases";
constexpr char kDraftReport[] = "clearway.compliance.v1.CaseService.DraftReport";

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
CaseService::CaseService(rpc::Adapter& adapter, WorkOnCase& work, ReadCases& cases,
                         compliance::DraftReport& reports)
    : adapter_(adapter),
      raise_([&work](rpc::CallContext& call, const v1::RaiseCaseRequest& request) {
          return RaiseCaseCall(work, call, request);
      }),
      assign_([&work](rpc::CallContext& call, const v1::AssignCaseRequest& request) {
          return AssignCaseCall(work, call, request);
      }),
      prioritise_([&work](rpc::CallContext& call, const v1::PrioritiseCaseRequest& request) {
          return PrioritiseCaseCall(work, call, request);
      }),
      comment_([&work](rpc::CallContext& call, const v1::CommentCaseRequest& request) {
          return CommentCaseCall(work, call, request);
      }),
      count_([&cases](rpc::CallContext&, const v1::CountCasesRequest&) {
          return CountCasesCall(cases);
      }),
      report_([&reports](rpc::CallContext& call, const v1::DraftReportRequest& request) {
          return DraftReportCall(reports, call, request);
      }) {
    adapter_.Offer(kRaiseCase, raise_);
    adapter_.Offer(kAssignCase, assign_);
    adapter_.Offer(kPrioritiseCase, prioritise_);
    adapter_.Offer(kCommentCase, comment_);
    adapter_.Offer(kCountCases, count_);
    adapter_.Offer(kDraftReport, report_);
}

grpc::ServerUnaryReactor* CaseService::RaiseCase(grpc::CallbackServerContext* context,
                                                 const v1::RaiseCaseRequest* request,
                                                 v1::Case* response) {
    return adapter_.Serve<v1::RaiseCaseRequest, v1::Case>(context, request, response, kRaiseCase,
                                                          raise_);
}

grpc::ServerUnaryReactor* CaseService::AssignCase(grpc::CallbackServerContext* context,
                                                  const v1::AssignCaseRequest* request,
                                                  v1::Case* response) {
    return adapter_.Serve<v1::AssignCaseRequest, v1::Case>(context, request, response, kAssignCase,
                                                           assign_);
}

grpc::ServerUnaryReactor* CaseService::PrioritiseCase(grpc::CallbackServerContext* context,
                                                      const v1::PrioritiseCaseRequest* request,
                                                      v1::Case* response) {
    return adapter_.Serve<v1::PrioritiseCaseRequest, v1::Case>(context, request, response,
                                                               kPrioritiseCase, prioritise_);
}

grpc::ServerUnaryReactor* CaseService::CommentCase(grpc::CallbackServerContext* context,
                                                   const v1::CommentCaseRequest* request,
                                                   v1::Case* response) {
    return adapter_.Serve<v1::CommentCaseRequest, v1::Case>(context, request, response,
                                                            kCommentCase, comment_);
}

grpc::ServerUnaryReactor* CaseService::CountCases(grpc::CallbackServerContext* context,
                                                  const v1::CountCasesRequest* request,
                                                  v1::CountCasesResponse* response) {
    return adapter_.Serve<v1::CountCasesRequest, v1::CountCasesResponse>(context, request, response,
                                                                         kCountCases, count_);
}

grpc::ServerUnaryReactor* CaseService::DraftReport(grpc::CallbackServerContext* context,
                                                   const v1::DraftReportRequest* request,
                                                   v1::DraftReportResponse* response) {
    return adapter_.Serve<v1::DraftReportRequest, v1::DraftReportResponse>(
        context, request, response, kDraftReport, report_);
}

}  // namespace clearway::compliance
