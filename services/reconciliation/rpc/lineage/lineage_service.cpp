// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/lineage/lineage_service.h"

#include <algorithm>

#include "services/reconciliation/rpc/lineage/lineage_messages.h"

namespace clearway::reconciliation {
namespace {

constexpr char kGet[] = "clearway.reconciliation.v1.LineageService.GetLineage";
constexpr char kGetOfPayment[] = "clearway.reconciliation.v1.LineageService.GetPaymentLineage";

async::Task<core::Result<v1::Lineage>> Get(LineageDesk& desk, core::Timestamp now,
                                           const v1::GetLineageRequest& request) {
    const auto subject = ReadSubject(request);
    if (!subject) co_return subject.error();
    auto finding = desk.Find(*subject);
    const auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    co_return ToProto(*found, now);
}

async::Task<core::Result<v1::PaymentLineage>> GetOfPayment(
    LineageDesk& desk, rpc::CallContext& call, const v1::GetPaymentLineageRequest& request) {
    const auto id = core::PaymentId::Parse(request.payment_id());
    if (!id) co_return core::InvalidField("payment_id", "must be a UUID");
    auto finding = desk.Find(*id);
    const auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    const auto own = std::ranges::find_if(found->payments, [&](const PaymentTrail& trail) {
        return trail.payment_id == *id && trail.order && trail.order->partner_id == call.partner_id;
    });
    if (own == found->payments.end()) co_return core::ErrorCode::kPaymentNotFound;
    co_return ToPartner(*own, *found);
}

}  // namespace

LineageService::LineageService(rpc::Adapter& adapter, LineageDesk& desk, const core::Clock& clock)
    : adapter_(adapter),
      get_([&](rpc::CallContext&, const v1::GetLineageRequest& request) {
          return Get(desk, clock.Now(), request);
      }),
      get_of_payment_([&](rpc::CallContext& call, const v1::GetPaymentLineageRequest& request) {
          return GetOfPayment(desk, call, request);
      }) {
    adapter_.Offer(kGet, get_);
    adapter_.Offer(kGetOfPayment, get_of_payment_);
}

grpc::ServerUnaryReactor* LineageService::GetLineage(Context* context,
                                                     const v1::GetLineageRequest* request,
                                                     v1::Lineage* response) {
    return adapter_.Serve<v1::GetLineageRequest, v1::Lineage>(context, request, response, kGet,
                                                              get_);
}

grpc::ServerUnaryReactor* LineageService::GetPaymentLineage(
    Context* context, const v1::GetPaymentLineageRequest* request, v1::PaymentLineage* response) {
    return adapter_.Serve<v1::GetPaymentLineageRequest, v1::PaymentLineage>(
        context, request, response, kGetOfPayment, get_of_payment_);
}

}  // namespace clearway::reconciliation
