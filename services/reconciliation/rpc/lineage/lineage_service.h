// SPDX-License-Identifier: Apache-2.0
// The RPCs of lineage. Never: a state check, SQL.
#pragma once

#include "clearway/reconciliation/v1/lineage_service.grpc.pb.h"
#include "core/clock.h"
#include "rpc/unary_handler.h"
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

class LineageService final : public v1::LineageService::CallbackService {
public:
    // The references must outlive the server.
    LineageService(rpc::Adapter& adapter, LineageDesk& desk, const core::Clock& clock);

    using Context = grpc::CallbackServerContext;
    grpc::ServerUnaryReactor* GetLineage(Context* context, const v1::GetLineageRequest* request,
                                         v1::Lineage* response) override;
    grpc::ServerUnaryReactor* GetPaymentLineage(Context* context,
                                                const v1::GetPaymentLineageRequest* request,
                                                v1::PaymentLineage* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::GetLineageRequest, v1::Lineage> get_;
    rpc::Handler<v1::GetPaymentLineageRequest, v1::PaymentLineage> get_of_payment_;
};

}  // namespace clearway::reconciliation
