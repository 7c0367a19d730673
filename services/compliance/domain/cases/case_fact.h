// SPDX-License-Identifier: Apache-2.0
// What happened to a case: the facts that its decisions make, before they become messages.
#pragma once

#include <string>
#include <variant>

#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

// Opened, opened again, or something was added to it: by this alert.
struct CaseOpened {
    Case opened;
    Alert alert;
};
// An alert that tells the case nothing new was kept for its evidence.
struct AlertAdded {
    Case after;
    Alert alert;
};
struct CaseAssigned {
    Case after;
    std::string by;
};
struct CasePrioritised {
    Case after;
    std::string by;
};
struct CaseCommented {
    Case after;
    std::string by;
};
struct ReportDrafted {
    Case after;
    NoteReport report;
};
// One operator decided; the case stays open until a second one does.
struct DecisionProposed {
    Case after;
};
struct ProposalWithdrawn {
    Case after;
    Proposal withdrawn;
    std::string by;
};
struct CaseResolved {
    Case resolved;
    bool again = false;  // announced before, when its payment did not wait yet
};
struct PaymentScreened {
    RecordScreening evidence;
};

using CaseFactBody =
    std::variant<CaseOpened, AlertAdded, CaseAssigned, CasePrioritised, CaseCommented,
                 ReportDrafted, DecisionProposed, ProposalWithdrawn, CaseResolved, PaymentScreened>;

struct CaseFact {
    CaseFactBody body;
    core::Timestamp at;
    std::string traceparent;
};

}  // namespace clearway::compliance
