// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/lineage/lineage_service.h"

#include "clearway/reconciliation/v1/lineage_service.pb.h"

#include <algorithm>

#include "services/reconciliation/rpc/lineage/lineage_messages.h"

namespace clearway::reconciliation {
namespace {

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
    : Service(adapter, "clearway.reconciliation.v1.LineageService") {
    Serve("GetLineage", [&](rpc::CallContext&, const v1::GetLineageRequest& request) {
        return Get(desk, clock.Now(), request);
    });
    Serve("GetPaymentLineage",
          [&](rpc::CallContext& call, const v1::GetPaymentLineageRequest& request) {
              return GetOfPayment(desk, call, request);
          });
}

}  // namespace clearway::reconciliation
