// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/three_way_service.h"

#include "services/reconciliation/rpc/three_way_messages.h"

namespace clearway::reconciliation {
namespace {

constexpr char kList[] = "clearway.reconciliation.v1.ThreeWayService.ListThreeWays";
constexpr char kGet[] = "clearway.reconciliation.v1.ThreeWayService.GetThreeWay";

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

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
ThreeWayService::ThreeWayService(rpc::Adapter& adapter, ThreeWayReader& reader)
    : adapter_(adapter),
      list_([&](rpc::CallContext&, const v1::ListThreeWaysRequest& request) {
          return List(reader, request);
      }),
      get_([&](rpc::CallContext&, const v1::GetThreeWayRequest& request) {
          return Get(reader, request);
      }) {
    adapter_.Offer(kList, list_);
    adapter_.Offer(kGet, get_);
}

grpc::ServerUnaryReactor* ThreeWayService::ListThreeWays(grpc::CallbackServerContext* context,
                                                         const v1::ListThreeWaysRequest* request,
                                                         v1::ListThreeWaysResponse* response) {
    return adapter_.Serve<v1::ListThreeWaysRequest, v1::ListThreeWaysResponse>(
        context, request, response, kList, list_);
}

grpc::ServerUnaryReactor* ThreeWayService::GetThreeWay(grpc::CallbackServerContext* context,
                                                       const v1::GetThreeWayRequest* request,
                                                       v1::ThreeWay* response) {
    return adapter_.Serve<v1::GetThreeWayRequest, v1::ThreeWay>(context, request, response, kGet,
                                                                get_);
}

}  // namespace clearway::reconciliation
