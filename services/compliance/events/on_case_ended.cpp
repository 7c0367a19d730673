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

}  // namespace

std::vector<std::string> CaseEndTypes() {
    return {v1::CaseCleared::descriptor()->full_name(),
            v1::CaseConfirmed::descriptor()->full_name()};
}

std::optional<ClearMatches> ClearedBy(const events::ReceivedEvent& event) {
    v1::CaseCleared cleared;
    if (!event.ReadAs(cleared)) return std::nullopt;
    // Facts of before cases had subjects: they were about payments, and nobody noted their matches.
    if (cleared.subject_id().empty()) return std::nullopt;
    return ClearMatches{.subject = {.kind = static_cast<SubjectKind>(cleared.subject_kind()),
                                    .id = IdIn(cleared.subject_id(), event)},
                        .case_id = IdIn(cleared.case_id(), event),
                        .cleared_by = cleared.resolved_by(),
                        .at = event.occurred_at,
                        .traceparent = event.traceparent};
}

std::optional<PartyCommand> ConfirmedBy(const events::ReceivedEvent& event) {
    v1::CaseConfirmed confirmed;
    if (!event.ReadAs(confirmed)) return std::nullopt;
    if (confirmed.subject_kind() != v1::SUBJECT_KIND_PARTY) return std::nullopt;
    return PartyCommand{.what = ConfirmMatch{.id = PartyId(IdIn(confirmed.subject_id(), event)),
                                             .case_id = IdIn(confirmed.case_id(), event),
                                             .confirmed_by = confirmed.resolved_by()},
                        .at = event.occurred_at,
                        .traceparent = event.traceparent};
}

}  // namespace clearway::compliance
