// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/file_facts.h"

#include "clearway/payment/v1/payment_file_events.pb.h"
#include "core/digest.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

void Write(const PaymentFile& file, v1::PaymentFileTerms& out) {
    out.set_file_id(file.file_id.ToString());
    out.set_partner_id(file.partner_id);
    out.set_message_id(file.message_id);
    out.set_message_type(file.message_type);
    out.set_sha256(core::ToHex(file.digest));
    out.set_size(file.size);
    out.set_payments(file.entries);
    *out.mutable_received_at() = rpc::ToTimestamp(file.received_at);
}

template <class Message>
events::NewEvent Event(const FileFact& fact, Message& message, std::string summary) {
    Write(fact.file, *message.mutable_file());
    auto event = events::MakeEvent(fact.file.file_id.value, fact.file.version, message,
                                   fact.file.updated_at, std::move(summary));
    event.traceparent = fact.traceparent;
    return event;
}

events::NewEvent Refused(const FileFact& fact) {
    v1::PaymentFileRefused message;
    std::string codes;
    for (const auto& reason : fact.file.reasons) {
        auto* row = message.add_reasons();
        row->set_code(reason.code);
        row->set_message(reason.message);
        codes.append(codes.empty() ? "" : ", ").append(reason.code);
    }
    return Event(fact, message, "refused: " + codes);
}

events::NewEvent Cancelled(const FileFact& fact) {
    v1::PaymentFileCancelled message;
    message.set_cancelled(fact.cancelled);
    message.set_cancelled_by(fact.cancelled_by);
    return Event(fact, message, "cancelled: " + std::to_string(fact.cancelled) + " payments");
}

events::NewEvent Processed(const FileFact& fact) {
    const auto& file = fact.file;
    v1::PaymentFileProcessed message;
    message.set_ordered(file.ordered);
    message.set_rejected(file.rejected);
    message.set_cancelled(file.cancelled);
    return Event(fact, message,
                 "processed: " + std::to_string(file.ordered) + " ordered, " +
                     std::to_string(file.rejected) + " rejected, " +
                     std::to_string(file.cancelled) + " cancelled");
}

}  // namespace

events::NewEvent EncodeFileFact(const FileFact& fact) {
    switch (fact.kind) {
        case FileFactKind::kReceived: break;
        case FileFactKind::kRefused: return Refused(fact);
        case FileFactKind::kCancelled: return Cancelled(fact);
        case FileFactKind::kProcessed: return Processed(fact);
    }
    v1::PaymentFileReceived message;
    return Event(fact, message, "received with " + std::to_string(fact.file.entries) + " payments");
}

}  // namespace clearway::payment
