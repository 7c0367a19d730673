// SPDX-License-Identifier: Apache-2.0
// A payment: its terms, which never change, and what became of it. Plain data; decisions are in
// decide.h, allowed transitions in payment_state.h, folding of facts in facts.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/sensitive.h"
#include "services/payment/domain/order_request.h"

namespace clearway::payment {

// Stored values; never renumbered. The same numbers as PaymentStatus of the contract.
enum class Status : std::int16_t {
    kAuthorised = 1,
    kProcessing = 2,
    kSettled = 3,
    kDeclined = 4,
    kInReview = 5,
    kChallengeRequired = 6,
    kCancelled = 7,
    kExpired = 8,
    kFailed = 9,
    kReturned = 10,
};

// ISO 20022 external code where one exists, with words for partners.
struct Reason {
    std::string code;
    std::string message;
    std::string iso_code = {};  // ISO 20022 external status reason; empty: the code is one, or none

    friend bool operator==(const Reason&, const Reason&) = default;
};

// A payee elsewhere. Name and IBAN are personal: sealed in the payments table, absent from events
// and logs, where the party token stands for the party. (The BIC names a bank.)
struct ExternalParty {
    core::Sensitive<std::string> name;
    std::string country;
    core::Sensitive<std::string> iban;
    std::string bic;

    friend bool operator==(const ExternalParty&, const ExternalParty&) = default;
};

// What is personal in an order, as it is stored: name and IBAN of a payee elsewhere and the
// remittance information, under the key of one person.
struct SealedTerms {
    // The payee elsewhere (their party token), else the debtor. Nil while it is not known, and when
    // nothing is personal.
    core::Uuid person = {};
    std::string text = {};       // empty: nothing is personal, or not sealed yet
    std::string iban_hash = {};  // 32 bytes, for who searches by IBAN; empty: there is none
    std::string iban_key_id = {};
};

struct Terms {
    core::PaymentId payment_id;
    std::string partner_id;
    core::AccountId debtor;
    std::optional<core::AccountId> creditor;  // absent: a party elsewhere
    ExternalParty external_creditor = {};
    core::Money amount;
    std::string end_to_end_id = {};
    core::Sensitive<std::string> remittance_information = {};
    bool automatic_capture = true;
    std::string device_id = {};
    std::string terminal_id = {};
    core::Uuid payment_file = {};  // that orders it, while it is decided; nil: none
    core::Timestamp created_at = {};
    std::string fingerprint = {};  // 32 bytes: digest of the order as the partner sent it
    SealedTerms sealed = {};
    bool erased = false;  // opened in vain: what is personal is gone
    OrderRequest request = {};
};

bool HasPersonal(const Terms& terms);
// Whether something personal is there and not opened.
bool IsShut(const Terms& terms);
// Lets go of what is personal in the clear; the sealed form stays.
void Shut(Terms& terms);

// What evidence says of a screening. The operator's word is not the list's: a hit that was cleared
// is not "clear".
inline constexpr char kScreenedClear[] = "clear";
inline constexpr char kScreenedHit[] = "hit";
inline constexpr char kClearedByOperator[] = "cleared_by_operator";
inline constexpr char kNotScreened[] = "unavailable";

inline constexpr char kScreeningUnavailable[] = "screening_unavailable";
inline constexpr char kFraudUnavailable[] = "fraud_unavailable";

// What one feature did to the score of fraud's model (common.v1.ScoreContribution).
struct ScoreContribution {
    std::string feature;
    std::string value;
    std::int64_t log_odds_millionths = 0;

    friend bool operator==(const ScoreContribution&, const ScoreContribution&) = default;
};

// What the two checks answered; kept with the decision as evidence.
struct Evidence {
    std::int32_t fraud_score = -1;  // 0 to 1000; -1: not scored
    std::string fraud_policy_version = {};
    std::string fraud_model_version = {};
    std::vector<Reason> fraud_reasons = {};
    std::vector<ScoreContribution> fraud_contributions = {};
    std::string screening_outcome = {};  // kScreenedClear and the like
    std::string screening_list_version = {};
    std::string screening_case_id = {};
    std::vector<std::string> degradations = {};
};

struct Payment {
    Terms terms;
    Status status = Status::kAuthorised;
    std::int32_t version = 0;  // of the last fact
    std::vector<Reason> reasons = {};
    std::vector<std::string> degradations = {};
    std::optional<core::Money> captured = {};
    core::Uuid capture_command = {};  // the idempotent command that captured or cancelled it
    core::Uuid cancel_command = {};
    core::Timestamp updated_at = {};
};

// A digest that only this platform can make: without the key nobody finds a text by trying many.
using KeyedHash = std::function<std::string(std::string_view)>;

// The stable stand-in for a party elsewhere: the same party of the same partner has the same token.
core::Uuid TokenOf(const std::string& partner_id, const ExternalParty& party,
                   const KeyedHash& hash);

// Digest of everything the partner ordered, for "same key, other body". `hash` is used, and needed,
// only for an order in which something is personal.
std::string FingerprintOf(const Terms& terms, const KeyedHash& hash = {});

}  // namespace clearway::payment
