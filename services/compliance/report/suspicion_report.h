// SPDX-License-Identifier: Apache-2.0
// A report of a suspicion to a financial intelligence unit, drafted from the frozen evidence of a
// case: what it says, before it has a form. Pure. It is a draft: `missing` names what an officer
// has to add before it is sent.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/compliance/domain/cases/case_state.h"

namespace clearway::compliance {

// Who reports, by settings; what is not set is missing in the draft.
struct ReportingEntity {
    std::string id = {};  // rentity_id: the number that the unit gave
    std::string name = {};
    std::string currency = {};  // ISO 4217, of all local amounts
    std::string country = {};   // ISO 3166-1 alpha-2
    std::string city = {};
    std::string address = {};
    std::string officer_first_name = {};
    std::string officer_last_name = {};
    std::string officer_occupation = {};
};

struct ReportedEnd {
    std::string account = {};  // account id, or the token of a party elsewhere
    std::string name = {};
    std::string country = {};
};

struct ReportedTransaction {
    std::string number;
    std::string reference = {};  // end to end
    std::string date;            // RFC 3339
    std::string amount;          // decimal
    std::string currency;
    ReportedEnd from = {};
    ReportedEnd to = {};
};

struct ReportedAlert {
    Alert alert;
    std::vector<std::string> reasons = {};  // a line each
};

struct ReportRequest {
    std::string code = {};    // STR or SAR; empty: STR where there are transactions
    std::string reason = {};  // the officer's words; empty: drafted from the alerts
    std::string action = {};
};

struct SuspicionReport {
    std::string reference;
    std::string code;
    core::Timestamp at;
    ReportingEntity entity;
    std::string reason;
    std::string action;
    std::vector<ReportedTransaction> transactions = {};
    std::vector<ReportedAlert> alerts = {};
    std::vector<std::string> indicators = {};  // codes of all reasons, each once
    std::vector<std::string> missing = {};
    Case of;
};

// `evidence` in the order of the case's alerts; nullopt where the person was erased.
SuspicionReport BuildReport(const Case& one, std::span<const std::optional<std::string>> evidence,
                            const ReportingEntity& entity, const ReportRequest& request,
                            core::Timestamp at);

}  // namespace clearway::compliance
