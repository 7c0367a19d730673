// SPDX-License-Identifier: Apache-2.0
// The alert about a party whose record does not open: it cannot be screened until somebody mends
// it, and nobody else waits for that. It names the party's id and nothing else. The same alert
// however often the record is tried, until its case is resolved: who resolves it mends nothing.
#pragma once

#include "services/compliance/domain/cases/case.h"
#include "services/compliance/domain/parties/party.h"

namespace clearway::compliance {

inline constexpr char kUnreadableRecord[] = "unreadable_record";

inline RaiseAlert UnreadableParty(const PartyId& party, AlertKind kind, core::Timestamp at) {
    RaiseAlert alert{.alert_id = core::Uuid::Derive(party.value, kUnreadableRecord),
                     .kind = kind,
                     .subject = {.kind = SubjectKind::kParty, .id = party.value},
                     .at = at};
    alert.reason_codes = kUnreadableRecord;
    alert.lasting = true;
    alert.evidence = R"({"party_id":")" + party.ToString() + R"("})";
    return alert;
}

}  // namespace clearway::compliance
