// SPDX-License-Identifier: Apache-2.0
#include "events/operator_log.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "clearway/common/v1/common_events.pb.h"
#include "crypto/hmac.h"
#include "events/command_runner.h"
#include "events/event_store.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::events {

namespace {

using Outcomes = std::vector<core::Result<core::Done>>;

constexpr std::size_t kKeyBytesMin = 32;
constexpr std::string_view kNamespace = "6a2f4c8e-52d1-5b0e-9d37-0f6b1c3ee0a5";

std::string ReadKey(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string key{std::istreambuf_iterator<char>(file), {}};
    if (!file || key.size() < kKeyBytesMin)
        throw std::runtime_error("the key of operators' calls needs 32 bytes or more");
    return key;
}

// A commit whose outcome was in doubt comes again: what it stored is not stored twice.
Outcomes Append(postgres::Transaction& transaction, std::span<const NewEvent> calls,
                EventSink& sink) {
    std::vector<core::Uuid> streams;
    auto since = core::Timestamp::max();
    for (const auto& call : calls) {
        streams.push_back(call.stream_id);
        since = std::min(since, call.occurred_at);
    }
    const auto stored = FindBegunStreams(transaction, streams, since);
    for (const auto& call : calls) {
        if (std::ranges::count(stored, call.stream_id) == 0) sink.push_back(call);
    }
    return Outcomes(calls.size(), core::Done{});
}

}  // namespace

struct OperatorLog::State {
    State(OutboxOptions options, const std::string& key_file, const core::Clock& time)
        : key(ReadKey(key_file)),
          clock(time),
          outbox(PartOf(options, "operators")),
          runner({.name = "operators", .database_url = options.database_url}, outbox, Append) {}

    NewEvent FactOf(const rpc::CallContext& context, const rpc::OperatorCall& call) const {
        common::v1::OperatorActed acted;
        acted.set_operator_id(context.caller_id);
        acted.set_method(call.method);
        acted.set_request_hmac(crypto::HmacSha256(key, call.request));
        acted.set_request_id(context.request_id);
        auto fact = MakeEvent(OperatorCallStream(context), 1, acted, clock.Now(),
                              "an operator called " + call.method);
        fact.traceparent = context.trace.ToTraceparent();
        return fact;
    }

    const std::string key;
    const core::Clock& clock;
    const metrics::Counter recorded{"clearway_operator_calls_total",
                                    "Operators' calls that were recorded."};
    const metrics::Counter refused{
        "clearway_operator_calls_refused_total",
        "Operators' calls that were refused because they could not be recorded."};
    Outbox outbox;
    CommandRunner<NewEvent, core::Done> runner;
};

OperatorLog::OperatorLog(OutboxOptions outbox, const std::string& key_file,
                         const core::Clock& clock)
    : state_(std::make_unique<State>(std::move(outbox), key_file, clock)) {}

OperatorLog::~OperatorLog() = default;

async::Task<core::Result<core::Done>> OperatorLog::Record(const rpc::CallContext& context,
                                                          rpc::OperatorCall call) {
    auto fact = state_->FactOf(context, call);
    auto storing = state_->runner.Submit(std::move(fact));
    const auto stored = co_await std::move(storing);
    if (stored) {
        state_->recorded.Add();
        co_return core::Done{};
    }
    state_->refused.Add();
    log::Error("an operator's call was refused because it could not be recorded",
               {{"method", call.method},
                {"request_id", context.request_id},
                {"reason", stored.error().Detail()}});
    co_return core::Error{.code = core::ErrorCode::kUnavailable,
                          .detail = "the call could not be recorded, so it was not done"};
}

core::Uuid OperatorCallStream(const rpc::CallContext& context) {
    // The trace's last part is drawn for each call by whoever is called.
    static const auto name_space = *core::Uuid::Parse(kNamespace);
    return core::Uuid::Derive(name_space, context.request_id + '/' + context.trace.ToTraceparent());
}

}  // namespace clearway::events
