// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/payment_rpc.h"

namespace clearway::payment {

PaymentRpc::PaymentRpc(rpc::Adapter& adapter, CreatePayment& create, ChangePayment& change,
                       ReadPayment& read)
    : Service(adapter, "clearway.payment.v1.PaymentService"),
      create_(create),
      change_(change),
      read_(read) {
    Serve("CreatePayment", &PaymentRpc::Create);
    Serve("GetPayment", &PaymentRpc::Get);
    Serve("ListPayments", &PaymentRpc::List);
    Serve("ListPaymentEvents", &PaymentRpc::ListEvents);
    Serve("CancelPayment", &PaymentRpc::Cancel);
    Serve("CapturePayment", &PaymentRpc::Capture);
    Serve("FindPayments", &PaymentRpc::FindByIban);
}

}  // namespace clearway::payment
