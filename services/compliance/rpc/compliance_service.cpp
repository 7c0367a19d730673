// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/compliance_service.h"

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "services/compliance/rpc/get_case.h"
#include "services/compliance/rpc/list_cases.h"
#include "services/compliance/rpc/resolve_case.h"
#include "services/compliance/rpc/screen.h"

namespace clearway::compliance {
ComplianceService::ComplianceService(rpc::Adapter& adapter, UseCases use)
    : Service(adapter, "clearway.compliance.v1.ComplianceService") {
    Serve("Screen", [use](rpc::CallContext& call, const v1::ScreenRequest& request) {
        return Screen(use.screen, call, request);
    });
    Serve("ListCases", [use](rpc::CallContext&, const v1::ListCasesRequest& request) {
        return ListCases(use.cases, request);
    });
    Serve("GetCase", [use](rpc::CallContext&, const v1::GetCaseRequest& request) {
        return GetCase(use.cases, request);
    });
    Serve("ResolveCase", [use](rpc::CallContext& call, const v1::ResolveCaseRequest& request) {
        return ResolveCaseCall(use.resolve, call, request);
    });
}

}  // namespace clearway::compliance
