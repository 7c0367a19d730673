// SPDX-License-Identifier: Apache-2.0
// PaymentService over gRPC: one line a call; each handler translates, a use case orders.
#pragma once

#include "clearway/payment/v1/payment_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/payment/usecase/change_payment.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/read_payment.h"

namespace clearway::payment {

class PaymentRpc final : public v1::PaymentService::CallbackService {
public:
    // References must outlive the server.
    PaymentRpc(rpc::Adapter& adapter, payment::CreatePayment& create, ChangePayment& change,
               ReadPayment& read);

    grpc::ServerUnaryReactor* CreatePayment(grpc::CallbackServerContext* context,
                                            const v1::CreatePaymentRequest* request,
                                            v1::Payment* response) override;
    grpc::ServerUnaryReactor* GetPayment(grpc::CallbackServerContext* context,
                                         const v1::GetPaymentRequest* request,
                                         v1::Payment* response) override;
    grpc::ServerUnaryReactor* ListPayments(grpc::CallbackServerContext* context,
                                           const v1::ListPaymentsRequest* request,
                                           v1::ListPaymentsResponse* response) override;
    grpc::ServerUnaryReactor* ListPaymentEvents(grpc::CallbackServerContext* context,
                                                const v1::ListPaymentEventsRequest* request,
                                                v1::ListPaymentEventsResponse* response) override;
    grpc::ServerUnaryReactor* CancelPayment(grpc::CallbackServerContext* context,
                                            const v1::CancelPaymentRequest* request,
                                            v1::Payment* response) override;
    grpc::ServerUnaryReactor* CapturePayment(grpc::CallbackServerContext* context,
                                             const v1::CapturePaymentRequest* request,
                                             v1::Payment* response) override;
    grpc::ServerUnaryReactor* FindPayments(grpc::CallbackServerContext* context,
                                           const v1::FindPaymentsRequest* request,
                                           v1::FindPaymentsResponse* response) override;

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

    rpc::Adapter& adapter_;
    payment::CreatePayment& create_;
    ChangePayment& change_;
    ReadPayment& read_;

    rpc::Handler<v1::CreatePaymentRequest, v1::Payment> on_create_;
    rpc::Handler<v1::GetPaymentRequest, v1::Payment> on_get_;
    rpc::Handler<v1::ListPaymentsRequest, v1::ListPaymentsResponse> on_list_;
    rpc::Handler<v1::ListPaymentEventsRequest, v1::ListPaymentEventsResponse> on_list_events_;
    rpc::Handler<v1::CancelPaymentRequest, v1::Payment> on_cancel_;
    rpc::Handler<v1::CapturePaymentRequest, v1::Payment> on_capture_;
    rpc::Handler<v1::FindPaymentsRequest, v1::FindPaymentsResponse> on_find_;
};

}  // namespace clearway::payment
