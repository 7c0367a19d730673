// SPDX-License-Identifier: Apache-2.0
#include "events/event_log_rpc.h"

#include <algorithm>

#include "clearway/common/v1/event_log.grpc.pb.h"
#include "core/digest.h"
#include "events/event_store.h"

namespace clearway::events {
namespace {

namespace pb = clearway::common::v1;
using Request = pb::ListPaymentEventsRequest;
using Response = pb::ListPaymentEventsResponse;

constexpr char kListPaymentEvents[] = "clearway.common.v1.EventLogService.ListPaymentEvents";

void WriteEvent(const StoredEvent& event, const std::string& service, pb::StoredEvent& out) {
    out.set_event_id(event.event_id.ToString());
    out.set_service(service);
    out.set_type(event.type);
    out.set_stream_id(event.stream_id.ToString());
    out.set_version(event.version);
    const auto micros = core::ToMicros(event.occurred_at);
    out.mutable_occurred_at()->set_seconds(micros / 1'000'000);
    out.mutable_occurred_at()->set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1000);
    out.set_summary(event.summary);
    out.set_hash(core::ToHex(event.hash));
}

class EventLog final : public pb::EventLogService::CallbackService {
public:
    EventLog(std::string service, rpc::Adapter& adapter, postgres::ReadPool& readers,
             StreamsOfPayment streams)
        : service_(std::move(service)),
          adapter_(adapter),
          readers_(readers),
          streams_(std::move(streams)) {
        adapter_.Offer(kListPaymentEvents, handler_);
    }

    grpc::ServerUnaryReactor* ListPaymentEvents(grpc::CallbackServerContext* context,
                                                const Request* request,
                                                Response* response) override {
        return adapter_.Serve<Request, Response>(context, request, response, kListPaymentEvents,
                                                 handler_);
    }

private:
    async::Task<core::Result<Response>> List(const Request& request) {
        const auto payment = core::PaymentId::Parse(request.payment_id());
        if (!payment) co_return core::InvalidField("payment_id", "must be a UUID");
        auto read = ReadStreams(streams_(*payment));
        auto reading = readers_.Read<std::vector<StoredEvent>>(std::move(read));
        auto events = co_await std::move(reading);
        if (!events) co_return std::move(events).error();
        // Streams come one after another; within one, time never goes back.
        std::stable_sort(events->begin(), events->end(), [](const auto& a, const auto& b) {
            return a.occurred_at < b.occurred_at;
        });
        Response response;
        for (const auto& event : *events) WriteEvent(event, service_, *response.add_events());
        co_return response;
    }

    static std::function<core::Result<std::vector<StoredEvent>>(postgres::Transaction&)>
    ReadStreams(std::vector<core::Uuid> streams) {
        return [streams = std::move(streams)](postgres::Transaction& transaction) {
            return core::Result<std::vector<StoredEvent>>(LoadStreams(transaction, streams));
        };
    }

    std::string service_;
    rpc::Adapter& adapter_;
    postgres::ReadPool& readers_;
    StreamsOfPayment streams_;
    rpc::Handler<Request, Response> handler_ = [this](rpc::CallContext&, const Request& request) {
        return List(request);
    };
};

}  // namespace

std::unique_ptr<grpc::Service> MakeEventLogService(std::string service, rpc::Adapter& adapter,
                                                   postgres::ReadPool& readers,
                                                   StreamsOfPayment streams) {
    return std::make_unique<EventLog>(std::move(service), adapter, readers, std::move(streams));
}

}  // namespace clearway::events
