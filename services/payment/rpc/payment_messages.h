// SPDX-License-Identifier: Apache-2.0
// Messages of the contract to domain values and back: shape checks, no rules. For this room only.
#pragma once

#include <string>

#include "clearway/payment/v1/payment_service.pb.h"
#include "core/result.h"
#include "services/payment/usecase/read_payment.h"

namespace clearway::payment {

// Errors: kInvalidArgument, kInvalidAmount, kUnknownCurrency, with the field.
core::Result<Terms> ReadTerms(const v1::CreatePaymentRequest& request,
                              const std::string& partner_id, const std::string& idempotency_key);
// Errors: kPaymentNotFound: a text that is no id names nothing.
core::Result<core::PaymentId> ReadPaymentId(const std::string& text);
// Errors: kInvalidArgument.
core::Result<PaymentFilter> ReadFilter(const v1::ListPaymentsRequest& request,
                                       const std::string& partner_id);
// Errors: kInvalidArgument.
core::Result<IbanFilter> ReadIbanFilter(const v1::FindPaymentsRequest& request);
// Absent: the whole amount.
core::Result<std::optional<core::Money>> ReadCaptureAmount(
    const v1::CapturePaymentRequest& request);

v1::Payment Write(const Payment& payment);
v1::ListPaymentsResponse Write(const Page& page);
v1::FindPaymentsResponse WriteFound(const Page& page);
v1::ListPaymentEventsResponse Write(const Timeline& timeline);

}  // namespace clearway::payment
