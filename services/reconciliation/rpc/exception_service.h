// SPDX-License-Identifier: Apache-2.0
// The gRPC service of differences between statements and the ledger; only operators may call it
// (the proto says so, libs/rpc sees to it).
#pragma once

#include "clearway/reconciliation/v1/exception_service.grpc.pb.h"
#include "core/clock.h"
#include "rpc/unary_handler.h"
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

namespace clearway::reconciliation {

class ExceptionService final : public v1::StatementExceptionService::CallbackService {
public:
    // The references must outlive the server.
    ExceptionService(rpc::Adapter& adapter, ExceptionDesk& desk, PostAdjustments& posting,
                     const core::Clock& clock);

    using Context = grpc::CallbackServerContext;
    grpc::ServerUnaryReactor* ListStatementExceptions(
        Context* context, const v1::ListStatementExceptionsRequest* request,
        v1::ListStatementExceptionsResponse* response) override;
    grpc::ServerUnaryReactor* GetStatementException(Context* context,
                                                    const v1::GetStatementExceptionRequest* request,
                                                    v1::StatementException* response) override;
    grpc::ServerUnaryReactor* WorkOnStatementException(
        Context* context, const v1::WorkOnStatementExceptionRequest* request,
        v1::StatementException* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListStatementExceptionsRequest, v1::ListStatementExceptionsResponse> list_;
    rpc::Handler<v1::GetStatementExceptionRequest, v1::StatementException> get_;
    rpc::Handler<v1::WorkOnStatementExceptionRequest, v1::StatementException> work_;
};

}  // namespace clearway::reconciliation
