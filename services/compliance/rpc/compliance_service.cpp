// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/compliance_service.h"

#include "services/compliance/rpc/get_case.h"
#include "services/compliance/rpc/list_cases.h"
#include "services/compliance/rpc/resolve_case.h"
#include "services/compliance/rpc/screen.h"

namespace clearway::compliance {
namespace {

constexpr char kScreen[] = "clearway.compliance.v1.ComplianceService.Screen";
constexpr char kListCases[] = "clearway.compliance.v1.ComplianceService.ListCases";
constexpr char kGetCase[] = "clearway.compliance.v1.ComplianceService.GetCase";
constexpr char kResolveCase[] = "clearway.compliance.v1.ComplianceService.ResolveCase";

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
ComplianceService::ComplianceService(rpc::Adapter& adapter, UseCases use)
    : adapter_(adapter),
      screen_([use](rpc::CallContext& call, const v1::ScreenRequest& request) {
          return compliance::Screen(use.screen, call, request);
      }),
      list_([use](rpc::CallContext&, const v1::ListCasesRequest& request) {
          return compliance::ListCases(use.cases, request);
      }),
      get_([use](rpc::CallContext&, const v1::GetCaseRequest& request) {
          return compliance::GetCase(use.cases, request);
      }),
      resolve_([use](rpc::CallContext& call, const v1::ResolveCaseRequest& request) {
          return ResolveCaseCall(use.resolve, call, request);
      }) {
    adapter_.Offer(kScreen, screen_);
    adapter_.Offer(kListCases, list_);
    adapter_.Offer(kGetCase, get_);
    adapter_.Offer(kResolveCase, resolve_);
}

grpc::ServerUnaryReactor* ComplianceService::Screen(grpc::CallbackServerContext* context,
                                                    const v1::ScreenRequest* request,
                                                    v1::ScreenResponse* response) {
    return adapter_.Serve<v1::ScreenRequest, v1::ScreenResponse>(context, request, response,
                                                                 kScreen, screen_);
}

grpc::ServerUnaryReactor* ComplianceService::ListCases(grpc::CallbackServerContext* context,
                                                       const v1::ListCasesRequest* request,
                                                       v1::ListCasesResponse* response) {
    return adapter_.Serve<v1::ListCasesRequest, v1::ListCasesResponse>(context, request, response,
                                                                       kListCases, list_);
}

grpc::ServerUnaryReactor* ComplianceService::GetCase(grpc::CallbackServerContext* context,
                                                     const v1::GetCaseRequest* request,
                                                     v1::Case* response) {
    return adapter_.Serve<v1::GetCaseRequest, v1::Case>(context, request, response, kGetCase, get_);
}

grpc::ServerUnaryReactor* ComplianceService::ResolveCase(grpc::CallbackServerContext* context,
                                                         const v1::ResolveCaseRequest* request,
                                                         v1::Case* response) {
    return adapter_.Serve<v1::ResolveCaseRequest, v1::Case>(context, request, response,
                                                            kResolveCase, resolve_);
}

}  // namespace clearway::compliance
