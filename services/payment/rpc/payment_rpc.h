// SPDX-License-Identifier: Apache-2.0
// PaymentService over gRPC: one line a call; each handler translates, a use case orders.
#pragma once

#include "clearway/payment/v1/payment_service.pb.h"
#include "rpc/service.h"
#include "services/payment/usecase/change_payment.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/read_payment.h"

namespace clearway::payment {

class PaymentRpc final : public rpc::Service {
public:
    // References must outlive the server.
    PaymentRpc(rpc::Adapter& adapter, CreatePayment& create, ChangePayment& change,
               ReadPayment& read);

private:
    Task<Result<v1::Payment>> Create(CallContext& call, const v1::CreatePaymentRequest& request);
    Task<Result<v1::Payment>> Get(CallContext& call, const v1::GetPaymentRequest& request);
    Task<Result<v1::ListPaymentsResponse>> List(CallContext& call,
                                                const v1::ListPaymentsRequest& request);
    Task<Result<v1::ListPaymentEventsResponse>> ListEvents(
        CallContext& call, const v1::ListPaymentEventsRequest& request);
    Task<Result<v1::FindPaymentsResponse>> FindByIban(CallContext& call,
                                                      const v1::FindPaymentsRequest& request);
    Task<Result<v1::Payment>> Cancel(CallContext& call, const v1::CancelPaymentRequest& request);
    Task<Result<v1::Payment>> Capture(CallContext& call, const v1::CapturePaymentRequest& request);

    CreatePayment& create_;
    ChangePayment& change_;
    ReadPayment& read_;
};

}  // namespace clearway::payment
