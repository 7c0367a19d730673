// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/on_case_ended.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

core::Uuid IdIn(const std::string& text, const events::ReceivedEvent& event) {
    const auto id = core::Uuid::Parse(text);
    if (!id) throw events::UnreadableEvent(event.type);
    return *id;
}

template <class Message>
CloseMatches Closing(const Message& ended, bool cleared, const events::ReceivedEvent& event) {
    return {.case_id = IdIn(ended.case_id(), event),
            .alerts = ended.alerts(),
            .cleared = cleared,
            .closed_by = ended.resolved_by(),
            .at = event.occurred_at,
            .traceparent = event.traceparent};
}

// Who is listed, now that the case is confirmed: the party that it is about, or the customers whose
// own names were found in its payment.
std::vector<std::string> ListedIn(const v1::CaseConfirmed& confirmed) {
    if (confirmed.subject_kind() == v1::SUBJECT_KIND_PARTY) return {confirmed.subject_id()};
    return {confirmed.party_ids().begin(), confirmed.party_ids().end()};
}

}  // namespace

std::vector<std::string> CaseEndTypes() {
    return {v1::CaseCleared::descriptor()->full_name(),
            v1::CaseConfirmed::descriptor()->full_name()};
}

std::optional<CloseMatches> ClosedBy(const events::ReceivedEvent& event) {
    v1::CaseCleared cleared;
    if (event.ReadAs(cleared)) return Closing(cleared, true, event);
    v1::CaseConfirmed confirmed;
    if (event.ReadAs(confirmed)) return Closing(confirmed, false, event);
    return std::nullopt;
}

std::vector<PartyCommand> ConfirmedBy(const events::ReceivedEvent& event) {
    v1::CaseConfirmed confirmed;
    if (!event.ReadAs(confirmed)) return {};
    std::vector<PartyCommand> commands;
    for (const auto& party : ListedIn(confirmed)) {
        ConfirmMatch match{.id = PartyId(IdIn(party, event)),
                           .case_id = IdIn(confirmed.case_id(), event),
                           .confirmed_by = confirmed.resolved_by()};
        commands.push_back(
            {.what = std::move(match), .at = event.occurred_at, .traceparent = event.traceparent});
    }
    return commands;
}

}  // namespace clearway::compliance
