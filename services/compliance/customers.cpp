// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/customers.h"

#include "async/runtime.h"
#include "services/compliance/events/on_case_ended.h"
#include "services/compliance/usecase/limits/give_back_abandoned.h"
#include "telemetry/log.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

// A party that was stored and not screened waits so long at most; asking costs a look at an index.
constexpr auto kScreenEvery = 2s;
// With the pages of one turn this is 5,000 payments a second, more than are ever reserved for.
constexpr auto kSweepEvery = 10s;
// With the time that a profile serves: how long what is personal outlives its erasure in memory.
constexpr auto kForgetEvery = 10s;

events::OutboxOptions LaneOf(const host::ServiceSettings& settings, const char* writer) {
    return {.service = "compliance",
            .instance = settings.instance + "-" + writer,
            .database_url = settings.database_url,
            .kafka_brokers = settings.kafka_brokers};
}

}  // namespace

Customers::Customers(const host::ServiceSettings& settings, const Config& config,
                     const Parts& parts, rpc::Adapter& adapter)
    : executor_(parts.executor),
      clock_(parts.clock),
      party_reader_(parts.readers, parts.keys),
      known_keys_(settings.database_url, parts.token, parts.clock, kKeysOfRescreening),
      known_reader_(parts.readers, known_keys_),
      exception_reader_(parts.readers),
      limit_reader_(parts.readers),
      profiles_(party_reader_, exception_reader_, parts.clock),
      party_outbox_(LaneOf(settings, "parties")),
      exception_outbox_(LaneOf(settings, "exceptions")),
      limit_outbox_(LaneOf(settings, "limits")),
      parties_(settings.database_url, party_outbox_, parts.executor, parts.keys,
               [this](const PartyId& party) { profiles_.Forget(party); }),
      exceptions_(settings.database_url, exception_outbox_, parts.executor,
                  [this](const PartyId& party) { profiles_.Forget(party); }),
      limits_(settings.database_url, limit_outbox_, parts.executor),
      screen_({.lists = parts.lists,
               .cases = parts.cases,
               .parties = parties_,
               .party_queries = party_reader_,
               .exceptions = exceptions_,
               .exception_queries = exception_reader_,
               .digests = parts.digests,
               .clock = parts.clock}),
      keep_(parties_, party_reader_, screen_, parts.clock),
      decide_(parties_, party_reader_, parts.clock, config.review_periods),
      keep_exceptions_(exceptions_, exception_reader_, parts.clock),
      party_service_(adapter, keep_),
      desk_service_(adapter, decide_),
      limit_service_(adapter, limits_, limit_reader_, parts.clock),
      exception_service_(adapter, keep_exceptions_) {}

void Customers::Start(const host::ServiceSettings& settings) {
    case_ends_ = std::make_unique<events::Subscription>(
        events::SubscriptionOptions{.consumer = kCaseConsumer,
                                    .topics = {events::TopicOf("compliance")},
                                    .database_url = settings.database_url,
                                    .kafka_brokers = settings.kafka_brokers,
                                    .batch_max = 2048,
                                    .types = CaseEndTypes(),
                                    .gather = 100ms},
        [this](const auto& batch) {
            exceptions_.Consume(batch);
            parties_.Consume(batch);  // it stores the positions: last
        });
    screening_ = std::make_unique<async::Periodic>(kScreenEvery, [this] { ScreenUnscreened(); });
    sweeping_ = std::make_unique<async::Periodic>(kSweepEvery, [this] { SweepLimits(); });
    forgetting_ = std::make_unique<async::Periodic>(kForgetEvery, [this] {
        profiles_.ForgetExpired();
        known_keys_.Sweep();
    });
}

void Customers::ScreenUnscreened() {
    const auto screened = async::BlockOn(executor_, screen_.RunUnscreened());
    if (!screened)
        log::Warn("parties wait for their screening", {{"code", screened.error().Detail()}});
    else if (*screened > 0)
        log::Info("parties screened that were not", {{"parties", *screened}});
}

void Customers::SweepLimits() {
    const auto swept = async::BlockOn(executor_, GiveBackAbandoned(limits_));
    if (!swept) log::Warn("limits were not swept", {{"code", swept.error().Detail()}});
}

}  // namespace clearway::compliance
