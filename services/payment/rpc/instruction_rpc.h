// SPDX-License-Identifier: Apache-2.0
// PaymentInstructionService over gRPC: what settlement needs to write a message to a payee's bank.
#pragma once

#include "clearway/payment/v1/instruction_service.pb.h"
#include "rpc/service.h"
#include "services/payment/usecase/read_payment.h"

namespace clearway::payment {

class InstructionRpc final : public rpc::Service {
public:
    // References must outlive the server.
    InstructionRpc(rpc::Adapter& adapter, ReadPayment& read);

private:
    Task<Result<v1::PaymentInstruction>> Get(CallContext& call,
                                             const v1::GetInstructionRequest& request);

    ReadPayment& read_;
};

// The message of a payment whose terms are opened.
v1::PaymentInstruction WriteInstruction(const Terms& terms);

}  // namespace clearway::payment
