// SPDX-License-Identifier: Apache-2.0
#include "services/payment/peers/event_log_client.h"

#include "clearway/common/v1/event_log.pb.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;
using common::v1::ListPaymentEventsRequest;
using common::v1::ListPaymentEventsResponse;

constexpr auto kLimit = 1000ms;

constexpr char kListPaymentEvents[] = "clearway.common.v1.EventLogService.ListPaymentEvents";

}  // namespace

EventLogClient::EventLogClient(std::string service, rpc::Peer& channel)
    : service_(std::move(service)), peer_(channel) {}

Task<Result<std::vector<TimelineEntry>>> EventLogClient::ListPaymentEvents(
    const CallContext& call, const core::PaymentId& payment) {
    ListPaymentEventsRequest request;
    request.set_payment_id(payment.ToString());
    auto answer =
        co_await peer_.Call<ListPaymentEventsResponse>(call, kLimit, kListPaymentEvents, request);
    if (!answer) co_return std::move(answer).error();
    std::vector<TimelineEntry> entries;
    for (const auto& event : answer->events()) {
        entries.push_back(
            {.event_id = event.event_id(),
             .service = event.service(),
             .type = event.type(),
             .version = event.version(),
             .occurred_at = rpc::FromTimestamp(event.occurred_at()).value_or(core::Timestamp()),
             .summary = event.summary(),
             .hash = event.hash()});
    }
    co_return entries;
}

}  // namespace clearway::payment
