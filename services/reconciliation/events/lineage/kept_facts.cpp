// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/lineage/kept_facts.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "clearway/reconciliation/v1/lineage_facts.pb.h"
#include "services/reconciliation/events/lineage/trail_reader.h"
#include "services/reconciliation/events/lineage/trimmed_fact.h"
#include "telemetry/trace.h"

namespace clearway::reconciliation {
namespace {

using events::ReceivedEvent;

std::string Kept(const ReceivedEvent& event, FactKind kind, const std::string& payload) {
    v1::KeptFacts kept;
    auto& fact = *kept.add_facts();
    fact.set_kind(static_cast<std::int32_t>(kind));
    fact.set_version(event.version);
    const auto& id = event.event_id.AsBytes();
    fact.set_event_id(reinterpret_cast<const char*>(id.data()), id.size());
    fact.set_occurred_micros(core::ToMicros(event.occurred_at));
    fact.set_payload(payload);
    if (IsDecision(kind))
        if (const auto trace = trace::TraceContext::Parse(event.traceparent))
            fact.set_trace_id(trace->TraceId());
    return kept.SerializeAsString();
}

// In the order of their streams; a fact that was kept twice is there once.
std::vector<v1::KeptFact> InOrder(v1::KeptFacts kept) {
    std::vector<v1::KeptFact> facts(std::make_move_iterator(kept.mutable_facts()->begin()),
                                    std::make_move_iterator(kept.mutable_facts()->end()));
    const auto key = [](const v1::KeptFact& fact) {
        return std::tuple(StreamOf(static_cast<FactKind>(fact.kind())), fact.version(),
                          std::string_view(fact.event_id()));
    };
    std::ranges::sort(facts, {}, key);
    const auto again = std::ranges::unique(facts, {}, key);
    facts.erase(again.begin(), again.end());
    return facts;
}

}  // namespace

std::optional<LineageNews> ReadLineageNews(const ReceivedEvent& event) {
    auto trimmed = Trim(event);
    if (!trimmed) return std::nullopt;
    const auto payment = core::PaymentId::Parse(trimmed->payment_id);
    if (!payment) throw events::UnreadableEvent(event.type);
    LineageNews news{.payment_id = *payment, .fact = Kept(event, trimmed->kind, trimmed->payload)};
    if (!trimmed->transfer_id.empty()) {
        news.transfer_id = core::TransferId::Parse(trimmed->transfer_id);
        if (!news.transfer_id) throw events::UnreadableEvent(event.type);
    }
    return news;
}

PaymentTrail ReadTrail(const core::PaymentId& payment, std::string_view kept) {
    v1::KeptFacts facts;
    if (!facts.ParseFromArray(kept.data(), static_cast<int>(kept.size())))
        throw std::runtime_error("the kept facts of a payment cannot be read");
    PaymentTrail trail{.payment_id = payment};
    for (const auto& fact : InOrder(std::move(facts))) Add(fact, trail);
    return trail;
}

}  // namespace clearway::reconciliation
