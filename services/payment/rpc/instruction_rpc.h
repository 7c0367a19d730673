// SPDX-License-Identifier: Apache-2.0
// PaymentInstructionService over gRPC: what settlement needs to write a message to a payee's bank.
#pragma once

#include "clearway/payment/v1/instruction_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/payment/usecase/read_payment.h"

namespace clearway::payment {

class InstructionRpc final : public v1::PaymentInstructionService::CallbackService {
public:
    // References must outlive the server.
    InstructionRpc(rpc::Adapter& adapter, ReadPayment& read);

    grpc::ServerUnaryReactor* GetInstruction(grpc::CallbackServerContext* context,
                                             const v1::GetInstructionRequest* request,
                                             v1::PaymentInstruction* response) override;

private:
    Task<Result<v1::PaymentInstruction>> Get(CallContext& call,
                                             const v1::GetInstructionRequest& request);

    rpc::Adapter& adapter_;
    ReadPayment& read_;
    rpc::Handler<v1::GetInstructionRequest, v1::PaymentInstruction> on_get_;
};

// The message of a payment whose terms are opened.
v1::PaymentInstruction WriteInstruction(const Terms& terms);

}  // namespace clearway::payment
