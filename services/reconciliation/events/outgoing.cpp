// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/outgoing.h"

#include "clearway/reconciliation/v1/reconciliation_events.pb.h"

namespace clearway::reconciliation {

namespace {

// One overload an alternative: a new fact does not compile until it is handled here.
struct Writer {
    const Fact& fact;

    events::NewEvent operator()(const BreakDetected& detected) const {
        v1::BreakDetected message;
        message.set_break_id(detected.break_id.ToString());
        message.set_reason(std::string(NameOf(detected.reason)));
        return Write(message, "break detected: " + std::string(NameOf(detected.reason)));
    }
    events::NewEvent operator()(const BreakClosed& closed) const {
        v1::BreakClosed message;
        message.set_break_id(closed.break_id.ToString());
        return Write(message, "break closed: " + std::string(NameOf(closed.reason)));
    }
    events::NewEvent operator()(const PaymentReconciled&) const {
        v1::PaymentReconciled message;
        return Write(message, "payment and ledger agree");
    }

    template <class Message>
    events::NewEvent Write(Message& message, std::string summary) const {
        message.set_payment_id(fact.payment_id.ToString());
        return events::MakeEvent(ReconciliationStream(fact.payment_id), fact.version, message,
                                 fact.occurred_at, std::move(summary));
    }
};

}  // namespace

events::NewEvent ToEvent(const Fact& fact) { return std::visit(Writer{fact}, fact.what); }

}  // namespace clearway::reconciliation
