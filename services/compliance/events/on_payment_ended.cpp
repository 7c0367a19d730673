// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/on_payment_ended.h"

#include "clearway/payment/v1/payment_events.pb.h"

namespace clearway::compliance {
namespace {

namespace pb = payment::v1;

constexpr char kNotScreened[] = "unavailable";

GiveBackLimit Keeping(const events::ReceivedEvent& event, const pb::PaymentTerms& terms,
                      std::int64_t kept_minor) {
    const auto id = core::PaymentId::Parse(terms.payment_id());
    const auto currency = core::Currency::Parse(terms.amount().currency());
    if (!id || !currency) throw events::UnreadableEvent(event.type);
    return {.payment = *id, .kept = {*currency, kept_minor}, .at = event.occurred_at};
}

template <class Message>
std::optional<GiveBackLimit> Nothing(const events::ReceivedEvent& event) {
    Message message;
    if (!event.ReadAs(message)) return std::nullopt;
    return Keeping(event, message.terms(), 0);
}

}  // namespace

std::optional<GiveBackLimit> GiveBackFor(const events::ReceivedEvent& event) {
    pb::PaymentDeclined declined;
    if (event.ReadAs(declined)) {
        auto back = Keeping(event, declined.terms(), 0);
        back.may_come_late = declined.evidence().screening_outcome() == kNotScreened;
        return back;
    }
    pb::PaymentCaptureRequested capture;
    if (event.ReadAs(capture)) {
        const auto captured = capture.captured().minor_units();
        if (captured >= capture.terms().amount().minor_units()) return std::nullopt;
        return Keeping(event, capture.terms(), captured);
    }
    if (auto back = Nothing<pb::PaymentCancelled>(event)) {
        // It may have waited in review, and its review end while it was cancelled.
        back->may_come_late = true;
        return back;
    }
    if (auto back = Nothing<pb::PaymentExpired>(event)) return back;
    return Nothing<pb::PaymentFailed>(event);
}

}  // namespace clearway::compliance
