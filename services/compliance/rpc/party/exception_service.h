// SPDX-License-Identifier: Apache-2.0
// The operators' calls about exceptions: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "clearway/compliance/v1/party_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/exceptions/keep_exceptions.h"

namespace clearway::compliance {

class ExceptionServiceRpc final : public v1::ExceptionService::CallbackService {
public:
    // Both must outlive the server.
    ExceptionServiceRpc(rpc::Adapter& adapter, KeepExceptions& exceptions);

    grpc::ServerUnaryReactor* ListScreeningExceptions(
        grpc::CallbackServerContext* context, const v1::ListScreeningExceptionsRequest* request,
        v1::ListScreeningExceptionsResponse* response) override;
    grpc::ServerUnaryReactor* RevokeScreeningException(
        grpc::CallbackServerContext* context, const v1::RevokeScreeningExceptionRequest* request,
        v1::ScreeningException* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListScreeningExceptionsRequest, v1::ListScreeningExceptionsResponse> list_;
    rpc::Handler<v1::RevokeScreeningExceptionRequest, v1::ScreeningException> revoke_;
};

}  // namespace clearway::compliance
