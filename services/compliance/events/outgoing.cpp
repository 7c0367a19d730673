// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/outgoing.h"

#include <algorithm>

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

std::vector<std::int64_t> EntryNumbers(const Case& one) {
    std::vector<std::int64_t> numbers;
    for (const auto& match : one.matches)
        if (match.entry_number != 0) numbers.push_back(match.entry_number);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

events::NewEvent ToEvent(const CaseOpened& fact) {
    const auto& opened = fact.opened;
    v1::CaseOpened message;
    message.set_case_id(opened.id.ToString());
    message.set_payment_id(opened.payment.ToString());
    for (const auto number : EntryNumbers(opened)) message.add_entry_numbers(number);
    message.set_list_version(opened.list_version);
    message.set_review_reason(opened.review_reason);
    const auto entries = message.entry_numbers_size();
    const auto cause = entries > 0 ? std::to_string(entries) + " entries of the list"
                                   : "review: " + opened.review_reason;
    return events::MakeEvent(opened.id.value, opened.version, message, {}, "case opened, " + cause);
}

template <class Message>
events::NewEvent Resolved(const Case& resolved, const char* summary) {
    Message message;
    message.set_case_id(resolved.id.ToString());
    message.set_payment_id(resolved.payment.ToString());
    message.set_resolved_by(resolved.resolved_by);
    message.set_payment_unknown(!resolved.payment_waits);
    return events::MakeEvent(resolved.id.value, resolved.version, message, {}, summary);
}

events::NewEvent ToEvent(const CaseResolved& fact) {
    switch (fact.resolved.status) {
        case CaseStatus::kConfirmed:
            return Resolved<v1::CaseConfirmed>(fact.resolved, "case confirmed by an operator");
        case CaseStatus::kCleared:
        case CaseStatus::kOpen: break;
    }
    return Resolved<v1::CaseCleared>(fact.resolved, "case cleared by an operator");
}

events::NewEvent ToEvent(const PaymentScreened& fact) {
    const auto& evidence = fact.evidence;
    v1::PaymentScreened message;
    message.set_payment_id(evidence.payment.ToString());
    message.set_outcome(evidence.outcome);
    message.set_list_version(evidence.list_version);
    return events::MakeEvent(ScreeningStream(evidence.payment), 1, message, {},
                             "screened: " + evidence.outcome);
}

}  // namespace

core::Uuid ScreeningStream(const core::PaymentId& payment) {
    return core::Uuid::Derive(payment.value, "screening");
}

events::NewEvent ToEvent(const CaseFact& fact) {
    auto event = std::visit([](const auto& one) { return ToEvent(one); }, fact.body);
    event.occurred_at = fact.at;
    event.traceparent = fact.traceparent;
    return event;
}

}  // namespace clearway::compliance
