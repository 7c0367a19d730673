// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/on_compliance_events.h"

#include <stdexcept>

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

core::PaymentId PaymentIn(const std::string& text, const events::ReceivedEvent& event) {
    const auto id = core::PaymentId::Parse(text);
    if (!id) throw events::UnreadableEvent(event.type);
    return *id;
}

// A call of our own making: nobody waits for it but the partition.
CallContext CallOf(const events::ReceivedEvent& event) {
    CallContext call;
    call.caller = "payment";
    call.request_id = event.event_id.ToString();
    if (auto trace = trace::TraceContext::Parse(event.traceparent)) call.trace = trace->Child();
    call.deadline = std::chrono::system_clock::now() + 5s;
    return call;
}

// nullopt: no list speaks of it. Facts of before this was told have none: what the payment knows of
// its own screening decides then.
std::optional<ScreeningAnswer> FoundIn(const compliance::v1::CaseConfirmed& confirmed) {
    if (confirmed.matches() == 0) return std::nullopt;
    return ScreeningAnswer{.outcome = ScreeningOutcome::kHit,
                           .list_version = confirmed.list_version(),
                           .case_id = confirmed.case_id()};
}

}  // namespace

Task<std::vector<Command>> OnComplianceEvent(ResumePayment& resume,
                                             const events::ReceivedEvent& event) {
    compliance::v1::CaseCleared cleared;
    compliance::v1::CaseConfirmed confirmed;
    const bool is_cleared = event.ReadAs(cleared);
    const bool is_confirmed = !is_cleared && event.ReadAs(confirmed);
    if (!is_cleared && !is_confirmed) co_return std::vector<Command>();
    if (cleared.payment_unknown() || confirmed.payment_unknown()) co_return std::vector<Command>();
    const auto& text = is_cleared ? cleared.payment_id() : confirmed.payment_id();
    if (text.empty()) co_return std::vector<Command>();  // a case about a party or an account
    const auto payment = PaymentIn(text, event);
    const auto call = CallOf(event);
    auto ended = is_cleared ? resume.Cleared(call, payment)
                            : resume.Confirmed(call, payment, FoundIn(confirmed));
    auto command = co_await std::move(ended);
    if (!command) throw std::runtime_error(std::string(command.error().Detail()));
    std::vector<Command> commands;
    if (command->has_value()) commands.push_back(std::move(**command));
    co_return commands;
}

}  // namespace clearway::payment
