// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/three_way_service.h"

#include "clearway/reconciliation/v1/three_way_service.pb.h"
#include "services/reconciliation/rpc/three_way_messages.h"

namespace clearway::reconciliation {
namespace {

async::Task<core::Result<v1::ListThreeWaysResponse>> List(ThreeWayReader& reader,
                                                          const v1::ListThreeWaysRequest& request) {
    ListThreeWaysQuery query{.page_size = request.page_size(), .page_token = request.page_token()};
    auto listing = ListThreeWays(reader, std::move(query));
    auto page = co_await std::move(listing);
    if (!page) co_return std::move(page).error();
    v1::ListThreeWaysResponse response;
    for (const auto& one : page->three_ways) *response.add_three_ways() = ToProto(one);
    response.set_next_page_token(std::move(page->next_page_token));
    co_return response;
}

async::Task<core::Result<v1::ThreeWay>> Get(ThreeWayReader& reader,
                                            const v1::GetThreeWayRequest& request) {
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment) co_return core::InvalidField("payment_id", "must be a UUID");
    auto finding = reader.Find(*payment);
    const auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    co_return ToProto(*found);
}

}  // namespace

ThreeWayService::ThreeWayService(rpc::Adapter& adapter, ThreeWayReader& reader)
    : Service(adapter, "clearway.reconciliation.v1.ThreeWayService") {
    Serve("ListThreeWays", [&](rpc::CallContext&, const v1::ListThreeWaysRequest& request) {
        return List(reader, request);
    });
    Serve("GetThreeWay", [&](rpc::CallContext&, const v1::GetThreeWayRequest& request) {
        return Get(reader, request);
    });
}

}  // namespace clearway::reconciliation
