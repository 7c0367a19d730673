// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/usual_days.h"

#include <algorithm>
#include <map>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::int64_t kPairsMin = 20;  // fewer say nothing of what is usual

// Steps from Monday to Monday: two for each working day, so that a weekend has room between them.
constexpr int kWeek = 10;

// What falls on a weekend is expected on the Monday behind it; what is booked on one stands
// between.
int StepsTo(Day day, bool expected) {
    const auto [week, in_week] = WeekDayOf(day);
    if (in_week < 5) return week * kWeek + 2 * in_week;
    return (week + 1) * kWeek - (expected ? 0 : 1);
}

struct Pair {
    std::size_t match;
    TextId account;
    Day expected;
    Day booked;
    bool euros;
};

// How far apart the pairs of an account lie.
class Lags {
public:
    void AddDays(const Pair& pair) {
        ++pairs_;
        of_weekends_ += WeekDayOf(pair.booked).IsOfWeekend();
    }
    // When all days are known.
    void Add(const Pair& pair, std::int64_t ppm) { ++count_[LagOf(pair, ppm)]; }

    bool IsEnough(std::int64_t ppm) const { return pairs_ >= kPairsMin && RareAmong(ppm) >= 1; }

    bool IsUnusual(const Pair& pair, std::int64_t ppm) const {
        if (!IsEnough(ppm)) return false;
        const auto most =
            std::ranges::max_element(count_, {}, [](const auto& lag) { return lag.second; });
        const auto lag = LagOf(pair, ppm);
        const bool agree = most->second * 5 >= pairs_ * 4;
        if (!agree || lag == most->first || UpTo(count_.at(lag)) > RareAmong(ppm)) return false;
        return !pair.euros || BooksOnWeekends(ppm) || WithoutHolidays(pair, lag) != most->first;
    }

private:
    // Pairs of all the lags that are as rare as this one, or rarer: of many rare lags together are
    // usual.
    std::int64_t UpTo(std::int64_t count) const {
        std::int64_t pairs = 0;
        for (const auto& [lag, of_lag] : count_)
            if (of_lag <= count) pairs += of_lag;
        return pairs;
    }

    std::int64_t RareAmong(std::int64_t ppm) const { return pairs_ * ppm / 1'000'000; }

    bool BooksOnWeekends(std::int64_t ppm) const { return of_weekends_ > RareAmong(ppm); }

    // Some banks book on the holidays of TARGET, others on the working day behind: both is usual.
    static int WithoutHolidays(const Pair& pair, int lag) {
        return pair.expected <= pair.booked ? lag - 2 * TargetHolidays(pair.expected, pair.booked)
                                            : lag + 2 * TargetHolidays(pair.booked, pair.expected);
    }

    int LagOf(const Pair& pair, std::int64_t ppm) const {
        if (BooksOnWeekends(ppm)) return pair.booked - pair.expected;
        return StepsTo(pair.booked, false) - StepsTo(pair.expected, true);
    }

    std::int64_t pairs_ = 0;
    std::int64_t of_weekends_ = 0;
    std::map<int, std::int64_t> count_;
};

std::vector<Pair> PairsByReference(const Book& book, const Rules& rules, const Outcome& outcome) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < outcome.matches.size(); ++i) {
        const auto& match = outcome.matches[i];
        const bool by_reference = rules.passes[match.pass].kind <= PassKind::kTruncatedReference;
        if (!by_reference) continue;
        const auto& line = book.lines[outcome.LinesOf(match).front()];
        const auto& expected = book.expectations[outcome.ExpectationsOf(match).front()];
        pairs.push_back(
            {i, line.account, expected.value_day, line.value_day, IsEuro(line.currency)});
    }
    return pairs;
}

}  // namespace

void FindUnusualDays(const Book& book, const Rules& rules, Outcome& outcome) {
    const auto ppm = rules.unusual_days_ppm;
    if (ppm == 0) return;
    const auto pairs = PairsByReference(book, rules, outcome);
    Lags all;
    std::map<TextId, Lags> accounts;
    for (const auto& pair : pairs) {
        all.AddDays(pair);
        accounts[pair.account].AddDays(pair);
    }
    for (const auto& pair : pairs) {
        all.Add(pair, ppm);
        accounts[pair.account].Add(pair, ppm);
    }
    std::vector<bool> unusual(outcome.matches.size());
    for (const auto& pair : pairs) {
        const auto& own = accounts[pair.account];
        if (!(own.IsEnough(ppm) ? own : all).IsUnusual(pair, ppm)) continue;
        unusual[pair.match] = true;
        const auto& match = outcome.matches[pair.match];
        outcome.exceptions.push_back({ExceptionClass::kWrongDate, outcome.LinesOf(match).front(),
                                      outcome.ExpectationsOf(match).front()});
    }
    std::erase_if(outcome.matches,
                  [&, at = std::size_t{0}](const Matched&) mutable { return unusual[at++]; });
}

}  // namespace clearway::reconciliation::matching
