// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "clearway/compliance/v1/compliance_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/resolve_case.h"
#include "services/compliance/usecase/screen_payment.h"

namespace clearway::compliance {

struct UseCases {
    ScreenPayment& screen;
    ReadCases& cases;
    ResolveCaseUseCase& resolve;
};

class ComplianceService final : public v1::ComplianceService::CallbackService {
public:
    // The adapter and the use cases must outlive the server.
    ComplianceService(rpc::Adapter& adapter, UseCases use_cases);

    grpc::ServerUnaryReactor* Screen(grpc::CallbackServerContext* context,
                                     const v1::ScreenRequest* request,
                                     v1::ScreenResponse* response) override;
    grpc::ServerUnaryReactor* ListCases(grpc::CallbackServerContext* context,
                                        const v1::ListCasesRequest* request,
                                        v1::ListCasesResponse* response) override;
    grpc::ServerUnaryReactor* GetCase(grpc::CallbackServerContext* context,
                                      const v1::GetCaseRequest* request,
                                      v1::Case* response) override;
    grpc::ServerUnaryReactor* ResolveCase(grpc::CallbackServerContext* context,
                                          const v1::ResolveCaseRequest* request,
                                          v1::Case* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ScreenRequest, v1::ScreenResponse> screen_;
    rpc::Handler<v1::ListCasesRequest, v1::ListCasesResponse> list_;
    rpc::Handler<v1::GetCaseRequest, v1::Case> get_;
    rpc::Handler<v1::ResolveCaseRequest, v1::Case> resolve_;
};

}  // namespace clearway::compliance
