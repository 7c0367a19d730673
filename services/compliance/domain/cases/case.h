// SPDX-License-Identifier: Apache-2.0
// A case: a payment that waits for an operator, because a party may be on the list or because
// another check asked for a review. Commands and facts about it. The screened name is not part of a
// case, only a digest that tells whether the same name was screened again.
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

enum class PartyRole : std::uint8_t { kDebtor = 1, kCreditor = 2 };
enum class CaseStatus : std::uint8_t { kOpen = 1, kCleared = 2, kConfirmed = 3 };

// A name that may be a listed one. Without an entry (number 0): the name cannot be read.
struct CaseMatch {
    PartyRole role = PartyRole::kDebtor;
    std::int64_t entry_number = 0;
    std::string listed_name = {};
    std::string program = {};
    int score = 0;  // 0 to 1000
    core::Sha256Digest party_digest{};  // SHA-256 of case id and name

    friend bool operator==(const CaseMatch&, const CaseMatch&) = default;
};

struct Case {
    core::CaseId id;
    core::PaymentId payment;
    CaseStatus status = CaseStatus::kOpen;
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

// Open the payment's case, or add what was found to it: a resolved one is then open again.
struct OpenCase {
    core::PaymentId payment;
    std::vector<CaseMatch> matches = {};
    std::string list_version = {};
    std::string review_reason = {};  // codes, comma-separated
    bool payment_waits = false;
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

using CaseCommand = std::variant<OpenCase, ResolveCase, RecordScreening>;

struct CaseOpened {
    Case opened;
};
struct CaseResolved {
    Case resolved;
};
struct PaymentScreened {
    RecordScreening evidence;
};

struct CaseFact {
    std::variant<CaseOpened, CaseResolved, PaymentScreened> body;
    core::Timestamp at;
    std::string traceparent;
};

}  // namespace clearway::compliance
