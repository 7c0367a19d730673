// SPDX-License-Identifier: Apache-2.0
// What can be asked of a case: an alert is raised, operators work on it and decide. What a case is,
// is in case_state.h.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "services/compliance/domain/cases/case_state.h"

namespace clearway::compliance {

// Adds an alert to the open case of its subject, or opens one. `alert_id` is derived by who raises
// it: the same finding has the same id, and raising it again changes nothing.
struct RaiseAlert {
    core::Uuid alert_id;
    AlertKind kind;
    Subject subject;
    std::vector<CaseMatch> matches = {};
    std::string list_version = {};
    std::string rule = {};                  // "<policy version>/<rule id>" of a monitoring rule
    std::string reason_codes = {};          // comma-separated
    std::vector<core::Uuid> persons = {};   // whom it tells of beside the subject
    std::string evidence = {};              // a JSON document; sealed at rest, never changed
    std::string raised_by = {};             // the operator who raises it by hand
    bool lasting = false;                   // tells what is so, not what was found: see InNextCase
    Priority priority = Priority::kNormal;  // by the risk of the subject; the case has the highest
    core::Timestamp at;
    std::string traceparent = {};
};

// Proposes a decision, or approves or withdraws what another proposed: see decide_resolution.h.
struct ResolveCase {
    core::CaseId id;
    CaseStatus decision;  // kCleared or kConfirmed
    std::string resolved_by;
    std::string note = {};
    core::Timestamp at;
    std::string traceparent = {};
};

struct AssignCase {
    core::CaseId id;
    std::string assignee;
    std::string by;
    core::Timestamp at;
    std::string traceparent = {};
};

struct PrioritiseCase {
    core::CaseId id;
    Priority priority;
    std::string by;
    core::Timestamp at;
    std::string traceparent = {};
};

// The same comment id changes nothing the second time.
struct CommentCase {
    core::CaseId id;
    core::Uuid comment_id;
    std::string text;  // sealed at rest, never changed
    std::string by;
    core::Timestamp at;
    std::string traceparent = {};
};

// A report was drafted from the case.
struct NoteReport {
    core::CaseId id;
    std::string reference;
    core::Sha256Digest digest{};  // of the XML
    std::string by;
    core::Timestamp at;
    std::string traceparent = {};
};

// Keep the evidence of a payment's screening; the first one of a payment counts.
struct RecordScreening {
    core::PaymentId payment;
    std::string outcome;
    std::string list_version;
    core::Timestamp ordered_at;  // when the payment began: no record of it is older
    core::Timestamp at;
    std::string traceparent = {};
};

using CaseCommand = std::variant<RaiseAlert, ResolveCase, AssignCase, PrioritiseCase, CommentCase,
                                 NoteReport, RecordScreening>;

}  // namespace clearway::compliance
