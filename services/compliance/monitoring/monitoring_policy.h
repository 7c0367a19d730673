// SPDX-License-Identifier: Apache-2.0
// A policy of monitoring: the engine of libs/rules with what its rules say beside (whose behaviour,
// how long a pattern counts as one, what to show) and the thresholds that the features need. It
// knows no threshold of its own. No I/O, no clock.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/policy_program.h"
#include "services/compliance/monitoring/features.h"
#include "services/compliance/monitoring/round_trips.h"

namespace clearway::compliance {

// Which movements an alert shows.
enum class Shown : std::uint8_t { kAll, kIncoming, kOutgoing, kJustBelow, kRoundTrip };

struct RuleTerms {
    SubjectKind subject = SubjectKind::kAccount;
    MonitoringWindow window;  // a pattern that is found again within it is the same alert
    Shown shown = Shown::kAll;
};

// What a rule sees beside the features: the movement that led to the question.
struct RowMovement {
    std::int64_t amount = 0;  // minor units
    Direction direction = Direction::kIn;
    std::int64_t round_trip_accounts = 0;  // 0: nothing came back
    std::int64_t round_trip_amount = 0;
};

// Thread-safe.
class MonitoringPolicy {
public:
    struct ReadResult {
        std::shared_ptr<const MonitoringPolicy> policy;  // absent when there is a fault
        std::vector<std::string> faults;                 // of the file, else of the expressions
    };
    static ReadResult Read(std::string_view text);

    // The names that a rule may use, in the order of a row.
    static const std::vector<std::string>& Names();

    const rules::Policy& GetPolicy() const { return program_->GetPolicy(); }
    const rules::PolicyProgram& Program() const { return *program_; }
    const RuleTerms& TermsOf(std::size_t rule) const { return terms_[rule]; }

    JustBelow JustBelowOf(const core::Currency& currency) const;
    RoundTripTerms RoundTripTermsOf(const core::Currency& currency) const;

    // Amounts in major units, as Names() has them.
    std::vector<double> RowOf(const Features& features, const RowMovement& movement,
                              const core::Currency& currency) const;

private:
    explicit MonitoringPolicy(std::unique_ptr<const rules::PolicyProgram> program);
    std::int64_t Parameter(std::string_view name, const core::Currency& currency) const;

    std::unique_ptr<const rules::PolicyProgram> program_;
    std::vector<RuleTerms> terms_;  // of each rule
};

}  // namespace clearway::compliance
