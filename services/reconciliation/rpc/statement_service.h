// SPDX-License-Identifier: Apache-2.0
// The gRPC service of statements; only operators may call it (the proto says so, libs/rpc sees to
// it).
#pragma once

#include "clearway/reconciliation/v1/statement_service.grpc.pb.h"
#include "core/clock.h"
#include "rpc/unary_handler.h"
#include "services/reconciliation/usecase/statements/run_statements.h"
#include "services/reconciliation/usecase/statements/statement_desk.h"
#include "services/reconciliation/usecase/three_ways.h"

namespace clearway::reconciliation {

class StatementService final : public v1::StatementService::CallbackService {
public:
    // The references must outlive the server. `stop` ends runs early.
    StatementService(rpc::Adapter& adapter, StatementDesk& desk, RunDesk& runs,
                     ThreeWayReader& three_ways, const core::Clock& clock, std::stop_token stop);

    using Context = grpc::CallbackServerContext;
    grpc::ServerUnaryReactor* ImportStatement(Context* context,
                                              const v1::ImportStatementRequest* request,
                                              v1::ImportStatementResponse* response) override;
    grpc::ServerUnaryReactor* ListStatementFiles(Context* context,
                                                 const v1::ListStatementFilesRequest* request,
                                                 v1::ListStatementFilesResponse* response) override;
    grpc::ServerUnaryReactor* ReleaseStatementFile(Context* context,
                                                   const v1::DecideStatementFileRequest* request,
                                                   v1::StatementFile* response) override;
    grpc::ServerUnaryReactor* DiscardStatementFile(Context* context,
                                                   const v1::DecideStatementFileRequest* request,
                                                   v1::StatementFile* response) override;
    grpc::ServerUnaryReactor* RunStatements(Context* context,
                                            const v1::RunStatementsRequest* request,
                                            v1::RunStatementsResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ImportStatementRequest, v1::ImportStatementResponse> import_;
    rpc::Handler<v1::ListStatementFilesRequest, v1::ListStatementFilesResponse> list_;
    rpc::Handler<v1::DecideStatementFileRequest, v1::StatementFile> release_;
    rpc::Handler<v1::DecideStatementFileRequest, v1::StatementFile> discard_;
    rpc::Handler<v1::RunStatementsRequest, v1::RunStatementsResponse> run_;
};

}  // namespace clearway::reconciliation
