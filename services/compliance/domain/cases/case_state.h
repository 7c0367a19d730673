// SPDX-License-Identifier: Apache-2.0
// A case: alerts about one subject that wait for an operator. What a screening, a review or a rule
// found comes in as an alert; those about the same subject are looked at together. A screened name
// is in the evidence of its alert and nowhere else: matches have a digest that tells whether the
// same name was screened again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "core/ids.h"

namespace clearway::compliance {

// Of a payment; kHolder is the party itself, or whose the account is.
// kText is nobody's role: a name within the payment's free text.
enum class PartyRole : std::uint8_t { kDebtor = 1, kCreditor = 2, kHolder = 3, kText = 4 };
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

enum class Priority : std::uint8_t { kNormal = 1, kHigh = 2, kUrgent = 3 };

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
    core::Sha256Digest party_digest{};  // keyed, of case id and name: see 0019
    core::Uuid party = {};              // the customer whose own name it is; else nil

    friend bool operator==(const CaseMatch&, const CaseMatch&) = default;
};

// An alert as its case keeps it, for ever.
struct Alert {
    core::Uuid id = {};
    AlertKind kind = AlertKind::kPayment;
    std::string rule = {};
    std::string list_version = {};
    std::string reason_codes = {};
    core::Timestamp raised_at = {};
    std::string raised_by = {};            // the operator of a manual one
    core::Sha256Digest evidence_digest{};  // SHA-256 of the frozen document, see frozen_alert.h

    friend bool operator==(const Alert&, const Alert&) = default;
};

// What one operator decided and another has to decide, too.
struct Proposal {
    CaseStatus decision = CaseStatus::kCleared;
    std::string by;
    std::string note = {};
    core::Timestamp at = {};

    friend bool operator==(const Proposal&, const Proposal&) = default;
};

struct Case {
    core::CaseId id;
    Subject subject;
    std::int32_t number = 1;  // of the subject's cases
    CaseStatus status = CaseStatus::kOpen;
    std::vector<Alert> alerts = {};
    std::vector<CaseMatch> matches = {};
    std::size_t cleared_matches = 0;  // the first so many a decision found false
    std::string list_version = {};
    std::string review_reason = {};
    core::Timestamp opened_at = {};
    std::optional<core::Timestamp> resolved_at = {};
    std::string resolved_by = {};
    std::string note = {};
    bool payment_waits = false;  // the payment is stored, in review
    std::string assignee = {};   // an operator, or nobody
    Priority priority = Priority::kNormal;
    core::Timestamp waits_since = {};  // when it was opened last
    core::Timestamp due_at = {};
    // While it is open, this waits for a second operator; of a resolved case, who decided first.
    std::optional<Proposal> proposal = {};
    std::int32_t comments = 0;
    std::int32_t version = 0;  // of the case's stream of facts

    // Those that no decision cleared.
    std::span<const CaseMatch> StandingMatches() const {
        return std::span(matches).subspan(cleared_matches);
    }
};

}  // namespace clearway::compliance
