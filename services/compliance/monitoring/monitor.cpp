// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/monitor.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/compliance/monitoring/alert_evidence.h"

namespace clearway::compliance {

namespace {

// The two ends of a movement, each as its subjects see it. Money between accounts of one party does
// not move for the party.
struct SubjectSide {
    Subject subject;
    Side side;
};

std::vector<SubjectSide> SidesOf(const Movement& movement) {
    std::vector<SubjectSide> sides;
    const auto add = [&](const MovementEnd& end, const MovementEnd& other, Direction direction) {
        if (!end.is_account) return;
        const Side side{.at = movement.at,
                        .direction = direction,
                        .currency = movement.amount.GetCurrency(),
                        .amount = movement.amount.MinorUnits(),
                        .counterparty = other.party.value_or(other.id)};
        sides.push_back({{SubjectKind::kAccount, end.id}, side});
        if (end.party && end.party != other.party)
            sides.push_back({{SubjectKind::kParty, *end.party}, side});
    };
    add(movement.debtor, movement.creditor, Direction::kOut);
    add(movement.creditor, movement.debtor, Direction::kIn);
    return sides;
}

RuleCounts CountsFor(const MonitoringPolicy& policy) {
    const auto rules = policy.GetPolicy().rules.size();
    return {.fired = std::vector<std::int64_t>(rules), .failed = std::vector<std::int64_t>(rules)};
}

class Run {
public:
    Run(MonitoringMemory& memory, const MonitoringPolicy& policy,
        std::span<const SharedMonitoringPolicy> shadows, std::span<const Movement> movements)
        : memory_(memory), policy_(policy), shadows_(shadows), movements_(movements) {
        monitored_.active = CountsFor(policy);
        for (const auto& shadow : shadows) monitored_.shadows.push_back(CountsFor(*shadow));
    }

    Monitored Do() {
        memory_.Add(movements_);
        FindTrips();
        LoadActivities();
        auto trip = trips_.begin();
        for (std::size_t i = 0; i < movements_.size(); ++i) {
            const auto first = trip;
            while (trip != trips_.end() && trip->movement == i) ++trip;
            Take(movements_[i], {first, trip});
        }
        memory_.Save(activities_);
        return std::move(monitored_);
    }

private:
    using Trips = std::span<const RoundTrip>;

    void FindTrips() {
        std::vector<std::pair<std::size_t, RoundTripTerms>> asked;
        for (std::size_t i = 0; i < movements_.size(); ++i) {
            const auto& movement = movements_[i];
            if (!movement.debtor.is_account || !movement.creditor.is_account) continue;
            const auto terms = policy_.RoundTripTermsOf(movement.amount.GetCurrency());
            if (movement.amount.MinorUnits() >= terms.amount_min) asked.emplace_back(i, terms);
        }
        if (!asked.empty()) trips_ = FindRoundTrips(memory_, movements_, asked);
    }

    void LoadActivities() {
        std::set<Subject> subjects;
        for (const auto& movement : movements_)
            for (const auto& [subject, side] : SidesOf(movement)) subjects.insert(subject);
        for (const auto& trip : trips_) subjects.insert({SubjectKind::kAccount, trip.Origin().id});
        activities_ = memory_.Load(std::vector<Subject>(subjects.begin(), subjects.end()));
    }

    void Take(const Movement& movement, Trips trips) {
        for (const auto& [subject, side] : SidesOf(movement)) {
            auto& activity = activities_[subject];
            const auto moments = activity.Add(side, kWindowLongest);
            monitored_.too_late += moments.empty();
            for (const auto at : moments)
                Judge({.subject = subject, .at = at, .movement = movement, .side = side});
        }
        for (const auto& trip : trips) JudgeTrip(movement, trip);
    }

    // The origin is asked once more, with what came back to it.
    void JudgeTrip(const Movement& movement, const RoundTrip& trip) {
        const auto& back = trip.path.back();
        const Side side{.at = trip.At(),
                        .direction = Direction::kIn,
                        .currency = back.amount.GetCurrency(),
                        .amount = back.amount.MinorUnits(),
                        .counterparty = back.debtor.id};
        Judge({.subject = {SubjectKind::kAccount, trip.Origin().id},
               .at = trip.At(),
               .movement = movement,
               .side = side,
               .trip = &trip});
    }

    struct Question {
        Subject subject;
        core::Timestamp at;
        const Movement& movement;  // that led to it
        const Side& side;
        const RoundTrip* trip = nullptr;
    };

    std::vector<double> RowFor(const MonitoringPolicy& policy, const Question& question) {
        const auto& currency = question.side.currency;
        const auto features = FeaturesAt(activities_[question.subject], question.at, currency,
                                         policy.JustBelowOf(currency));
        RowMovement movement{.amount = question.side.amount, .direction = question.side.direction};
        if (question.trip != nullptr) {
            movement.round_trip_accounts = question.trip->Through();
            movement.round_trip_amount = question.side.amount;
        }
        return policy.RowOf(features, movement, currency);
    }

    void Judge(const Question& question) {
        const auto row = RowFor(policy_, question);
        const auto verdict = policy_.Program().Evaluate(row);
        Count(policy_, question, verdict, row, monitored_.active);
        for (std::size_t i = 0; i < policy_.GetPolicy().rules.size(); ++i) {
            const auto bit = std::uint64_t{1} << i;
            const bool enforced = policy_.GetPolicy().rules[i].mode == rules::RuleMode::kEnforce;
            const bool failed = (verdict.failed & bit) != 0 && enforced;
            if (failed || (verdict.enforced & bit) != 0) Raise(question, i, failed, row);
        }
        for (std::size_t i = 0; i < shadows_.size(); ++i) {
            const auto& shadow = *shadows_[i];
            const auto shadow_row = RowFor(shadow, question);
            Count(shadow, question, shadow.Program().Evaluate(shadow_row), shadow_row,
                  monitored_.shadows[i]);
        }
    }

    static void Count(const MonitoringPolicy& policy, const Question& question,
                      const rules::Verdict& verdict, std::span<const double> row,
                      RuleCounts& counts) {
        for (std::size_t i = 0; i < counts.fired.size(); ++i) {
            if (policy.TermsOf(i).subject != question.subject.kind) continue;
            counts.fired[i] +=
                static_cast<std::int64_t>((verdict.enforced | verdict.shadowed) >> i & 1);
            if ((verdict.failed >> i & 1) == 0) continue;
            ++counts.failed[i];
            if (counts.failure.empty())
                counts.failure =
                    policy.GetPolicy().rules[i].id + ": " + policy.Program().FailureOf(i, row);
        }
    }

    void Raise(const Question& question, std::size_t rule, bool failed,
               std::span<const double> row) {
        const auto& terms = policy_.TermsOf(rule);
        if (terms.subject != question.subject.kind) return;
        const auto& id = policy_.GetPolicy().rules[rule].id;
        const auto pattern = failed ? id + "#failed" : id;
        if (!activities_[question.subject].IsNews(pattern, question.at, terms.window.length))
            return;
        monitored_.alerts.push_back(AlertOf(memory_, policy_,
                                            {.subject = question.subject,
                                             .rule = rule,
                                             .failed = failed,
                                             .pattern = pattern,
                                             .at = question.at,
                                             .movement = question.movement,
                                             .currency = question.side.currency,
                                             .trip = question.trip},
                                            row));
    }

    MonitoringMemory& memory_;
    const MonitoringPolicy& policy_;
    const std::span<const SharedMonitoringPolicy> shadows_;
    const std::span<const Movement> movements_;
    std::vector<RoundTrip> trips_;
    ActivityOf activities_;
    Monitored monitored_;
};

}  // namespace

Monitored Monitor(MonitoringMemory& memory, const MonitoringPolicy& policy,
                  std::span<const SharedMonitoringPolicy> shadows,
                  std::span<const Movement> movements) {
    return Run(memory, policy, shadows, movements).Do();
}

}  // namespace clearway::compliance
