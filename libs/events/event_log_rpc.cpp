// SPDX-License-Identifier: Apache-2.0
#include "events/event_log_rpc.h"

#include <algorithm>

#include "clearway/common/v1/event_log.pb.h"
#include "core/digest.h"
#include "events/event_store.h"
#include "rpc/service.h"
#include "rpc/times.h"

namespace clearway::events {
namespace {

namespace pb = clearway::common::v1;
using ListRequest = pb::ListPaymentEventsRequest;
using ListResponse = pb::ListPaymentEventsResponse;
using ExportRequest = pb::ExportEventsRequest;
using ExportResponse = pb::ExportEventsResponse;
using Events = std::vector<StoredEvent>;

constexpr int kStreamsMax = 100;

void WriteEvent(const StoredEvent& event, const std::string& service, pb::StoredEvent& out) {
    out.set_event_id(event.event_id.ToString());
    out.set_service(service);
    out.set_type(event.type);
    out.set_stream_id(event.stream_id.ToString());
    out.set_version(event.version);
    *out.mutable_occurred_at() = rpc::ToTimestamp(event.occurred_at);
    out.set_summary(event.summary);
    out.set_hash(core::ToHex(event.hash));
}

class EventLog final : public rpc::Service {
public:
    EventLog(std::string service, rpc::Adapter& adapter, postgres::ReadPool& readers,
             StreamsOfPayment streams)
        : Service(adapter, "clearway.common.v1.EventLogService"),
          service_(std::move(service)),
          readers_(readers),
          streams_(std::move(streams)) {
        Serve("ListPaymentEvents", &EventLog::List);
        Serve("ExportEvents", &EventLog::Export);
    }

private:
    async::Task<core::Result<ListResponse>> List(rpc::CallContext&, const ListRequest& request) {
        const auto payment = core::PaymentId::Parse(request.payment_id());
        if (!payment) co_return core::InvalidField("payment_id", "must be a UUID");
        auto events = co_await Load(streams_(*payment));
        if (!events) co_return std::move(events).error();
        ListResponse response;
        for (const auto& event : *events) WriteEvent(event, service_, *response.add_events());
        co_return response;
    }

    async::Task<core::Result<ExportResponse>> Export(rpc::CallContext&,
                                                     const ExportRequest& request) {
        auto streams = StreamsOf(request);
        if (!streams) co_return std::move(streams).error();
        auto events = co_await Load(std::move(*streams));
        if (!events) co_return std::move(events).error();
        ExportResponse response;
        for (auto& event : *events) {
            auto& out = *response.add_events();
            WriteEvent(event, service_, *out.mutable_event());
            out.set_payload(std::move(event.payload));
        }
        co_return response;
    }

    core::Result<std::vector<core::Uuid>> StreamsOf(const ExportRequest& request) const {
        if (request.stream_ids_size() > kStreamsMax)
            return core::InvalidField("stream_ids", "must be 100 or fewer");
        std::vector<core::Uuid> streams;
        if (!request.payment_id().empty()) {
            const auto payment = core::PaymentId::Parse(request.payment_id());
            if (!payment) return core::InvalidField("payment_id", "must be a UUID");
            streams = streams_(*payment);
        }
        for (const auto& id : request.stream_ids()) {
            const auto stream = core::Uuid::Parse(id);
            if (!stream) return core::InvalidField("stream_ids", "must be UUIDs");
            streams.push_back(*stream);
        }
        return streams;
    }

    // Streams come one after another; within one, time never goes back.
    async::Task<core::Result<Events>> Load(std::vector<core::Uuid> streams) {
        auto read = ReadStreams(std::move(streams));
        auto reading = readers_.Read<Events>(std::move(read));
        auto events = co_await std::move(reading);
        if (events)
            std::stable_sort(events->begin(), events->end(), [](const auto& a, const auto& b) {
                return a.occurred_at < b.occurred_at;
            });
        co_return events;
    }

    static std::function<core::Result<Events>(postgres::Transaction&)> ReadStreams(
        std::vector<core::Uuid> streams) {
        return [streams = std::move(streams)](postgres::Transaction& transaction) {
            return core::Result<Events>(LoadStreams(transaction, streams));
        };
    }

    std::string service_;
    postgres::ReadPool& readers_;
    StreamsOfPayment streams_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeEventLogService(std::string service, rpc::Adapter& adapter,
                                                   postgres::ReadPool& readers,
                                                   StreamsOfPayment streams) {
    return std::make_unique<EventLog>(std::move(service), adapter, readers, std::move(streams));
}

}  // namespace clearway::events
