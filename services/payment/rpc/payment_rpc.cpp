// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/payment_rpc.h"

#define CLEARWAY_METHOD(name) "clearway.payment.v1.PaymentService." name

namespace clearway::payment {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

PaymentRpc::PaymentRpc(rpc::Adapter& adapter, payment::CreatePayment& create, ChangePayment& change,
                       ReadPayment& read)
    : adapter_(adapter),
      create_(create),
      change_(change),
      read_(read),
      on_create_([this](auto& call, const auto& request) { return Create(call, request); }),
      on_get_([this](auto& call, const auto& request) { return Get(call, request); }),
      on_list_([this](auto& call, const auto& request) { return List(call, request); }),
      on_list_events_(
          [this](auto& call, const auto& request) { return ListEvents(call, request); }),
      on_cancel_([this](auto& call, const auto& request) { return Cancel(call, request); }),
      on_capture_([this](auto& call, const auto& request) { return Capture(call, request); }),
      on_find_([this](auto& call, const auto& request) { return FindByIban(call, request); }) {
    adapter_.Offer(CLEARWAY_METHOD("CreatePayment"), on_create_);
    adapter_.Offer(CLEARWAY_METHOD("GetPayment"), on_get_);
    adapter_.Offer(CLEARWAY_METHOD("ListPayments"), on_list_);
    adapter_.Offer(CLEARWAY_METHOD("ListPaymentEvents"), on_list_events_);
    adapter_.Offer(CLEARWAY_METHOD("CancelPayment"), on_cancel_);
    adapter_.Offer(CLEARWAY_METHOD("CapturePayment"), on_capture_);
    adapter_.Offer(CLEARWAY_METHOD("FindPayments"), on_find_);
}

ServerUnaryReactor* PaymentRpc::CreatePayment(CallbackServerContext* context,
                                              const v1::CreatePaymentRequest* request,
                                              v1::Payment* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("CreatePayment"), on_create_);
}

ServerUnaryReactor* PaymentRpc::GetPayment(CallbackServerContext* context,
                                           const v1::GetPaymentRequest* request,
                                           v1::Payment* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("GetPayment"), on_get_);
}

ServerUnaryReactor* PaymentRpc::ListPayments(CallbackServerContext* context,
                                             const v1::ListPaymentsRequest* request,
                                             v1::ListPaymentsResponse* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("ListPayments"), on_list_);
}

ServerUnaryReactor* PaymentRpc::ListPaymentEvents(CallbackServerContext* context,
                                                  const v1::ListPaymentEventsRequest* request,
                                                  v1::ListPaymentEventsResponse* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("ListPaymentEvents"),
                          on_list_events_);
}

ServerUnaryReactor* PaymentRpc::CancelPayment(CallbackServerContext* context,
                                              const v1::CancelPaymentRequest* request,
                                              v1::Payment* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("CancelPayment"), on_cancel_);
}

ServerUnaryReactor* PaymentRpc::CapturePayment(CallbackServerContext* context,
                                               const v1::CapturePaymentRequest* request,
                                               v1::Payment* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("CapturePayment"),
                          on_capture_);
}

ServerUnaryReactor* PaymentRpc::FindPayments(CallbackServerContext* context,
                                             const v1::FindPaymentsRequest* request,
                                             v1::FindPaymentsResponse* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("FindPayments"), on_find_);
}

}  // namespace clearway::payment
