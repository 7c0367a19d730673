// SPDX-License-Identifier: Apache-2.0
// A case: alerts about one subject that wait for an operator. What a screening, a review or a rule
// found comes in as an alert; those about the same subject are looked at together. A screened name
// is in the evidence of its alert and nowhere else: matches have a digest that tells whether the
// same name was screened again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "core/ids.h"

namespace clearway::compliance {

// Of a payment; kHolder is the party itself, or whose the account is.
enum class PartyRole : std::uint8_t { kDebtor = 1, kCreditor = 2, kHolder = 3 };
enum class CaseStatus : std::uint8_t { kOpen = 1, kCleared = 2, kConfirmed = 3 };
enum class SubjectKind : std::uint8_t { kPayment = 1, kParty = 2, kAccount = 3 };
enum class AlertKind : std::uint8_t {
    kPayment = 1,      // a party of a payment may be on the list
    kReview = 2,       // the payment waits: for this case, or because another check asked for it
    kOnboarding = 3,   // a new party may be on the list
    kRescreening = 4,  // a known party may be on a list that changed
    kMonitoring = 5,   // a rule about behaviour
    kManual = 6,       // an operator
};

// Whom or what a case is about.
struct Subject {
    SubjectKind kind = SubjectKind::kPayment;
    core::Uuid id;

    friend auto operator<=>(const Subject&, const Subject&) = default;
};

Subject SubjectOf(const core::PaymentId& payment);
// The payment of a case about one.
std::optional<core::PaymentId> PaymentOf(const Subject& subject);

// A payment has one case for ever, core::DeriveCaseId; other subjects have case 1, 2, 3, ...
core::CaseId DeriveCaseId(const Subject& subject, std::int32_t number);

// A name that may be a listed one. Without an entry (number 0): the name cannot be read.
struct CaseMatch {
    PartyRole role = PartyRole::kDebtor;
    std::int64_t entry_number = 0;
    std::string listed_name = {};
    std::string program = {};
    int score = 0;                      // 0 to 1000
    core::Sha256Digest party_digest{};  // SHA-256 of case id and name

    friend bool operator==(const CaseMatch&, const CaseMatch&) = default;
};

// An alert as its case keeps it, for ever.
struct Alert {
    core::Uuid id;
    AlertKind kind = AlertKind::kPayment;
    std::string rule = {};
    std::string list_version = {};
    std::string reason_codes = {};
    core::Timestamp raised_at = {};
    core::Sha256Digest evidence_digest{};  // SHA-256 of the frozen document, see frozen_alert.h

    friend bool operator==(const Alert&, const Alert&) = default;
};

struct Case {
    core::CaseId id;
    Subject subject;
    std::int32_t number = 1;  // of the subject's cases
    CaseStatus status = CaseStatus::kOpen;
    std::vector<Alert> alerts = {};
    std::vector<CaseMatch> matches = {};
    std::string list_version = {};
    std::string review_reason = {};
    core::Timestamp opened_at = {};
    std::optional<core::Timestamp> resolved_at = {};
    std::string resolved_by = {};
    std::string note = {};
    bool payment_waits = false;  // the payment is stored, in review
    std::int32_t version = 0;    // of the case's stream of facts
};

// Adds an alert to the open case of its subject, or opens one. `alert_id` is derived by who raises
// it: the same finding has the same id, and raising it again changes nothing.
struct RaiseAlert {
    core::Uuid alert_id;
    AlertKind kind;
    Subject subject;
    std::vector<CaseMatch> matches = {};
    std::string list_version = {};
    std::string rule = {};          // "<policy version>/<rule id>" of a monitoring rule
    std::string reason_codes = {};  // comma-separated
    std::string evidence = {};      // a JSON document; sealed at rest, never changed
    core::Timestamp at;
    std::string traceparent = {};
};

struct ResolveCase {
    core::CaseId id;
    CaseStatus decision;  // kCleared or kConfirmed
    std::string resolved_by;
    std::string note = {};
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

using CaseCommand = std::variant<RaiseAlert, ResolveCase, RecordScreening>;

}  // namespace clearway::compliance
