// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/group_pass.h"

#include <algorithm>
#include <numeric>

#include "services/reconciliation/matching/group.h"
#include "services/reconciliation/matching/reference_groups.h"
#include "services/reconciliation/matching/subset_search.h"

namespace clearway::reconciliation::matching {
namespace {

// Looks for groups among candidates that some evidence put together.
class CandidateSearch {
public:
    CandidateSearch(const Desk& desk, const Pass& pass, Evidence evidence)
        : desk_(desk),
          pass_(pass),
          days_(evidence == Evidence::kDay ? 0 : pass.days),
          chance_(evidence == Evidence::kCounterparty ? pass.chance_ppm_counterparty
                                                      : pass.chance_ppm) {}

    void Look(const Group& candidates) {
        switch (pass_.kind) {
            case PassKind::kOneToMany:
                for (const auto line : candidates.lines) LookForOneLine(line, candidates);
                return;
            case PassKind::kManyToOne:
                for (const auto one : candidates.expectations) LookForOneExpected(one, candidates);
                return;
            default: LookForMany(candidates);
        }
    }

    const std::vector<Group>& Found() const { return found_; }

private:
    // The rows of a side that lie near a day; empty when they are too many to be certain.
    template <class Of>
    std::vector<Row> Near(std::span<const Row> rows, Day day, Of of) const {
        const auto day_of = [&](Row row) { return CountedDay(of(row).value_day); };
        const auto begin = std::ranges::lower_bound(rows, CountedDay(day) - days_, {}, day_of);
        const auto end = std::ranges::upper_bound(rows, CountedDay(day) + days_, {}, day_of);
        if (end - begin > pass_.candidates_max) return {};
        std::vector<Row> near(begin, end);
        std::erase_if(near, [&](Row row) {
            return of(row).amount >= kSummedMax || of(row).amount <= -kSummedMax;
        });
        return near;
    }

    template <class Of>
    std::vector<std::int64_t> Amounts(std::span<const Row> rows, Of of) const {
        std::vector<std::int64_t> amounts;
        for (const auto row : rows) amounts.push_back(of(row).amount);
        return amounts;
    }

    SubsetOrder OrderOf(std::int64_t least, std::int64_t most) const {
        return {.least_sum = least,
                .most_sum = most,
                .items_max = static_cast<std::size_t>(pass_.group_max),
                .work_max = pass_.work_max,
                .chance_ppm = chance_};
    }

    void LookForOneLine(Row row, const Group& candidates) {
        const auto& line = desk_.Line(row);
        const auto expected = [&](Row one) -> auto& { return desk_.Expected(one); };
        const auto near = Near(candidates.expectations, line.value_day, expected);
        if (near.size() < 2 || line.amount >= kSummedMax || line.amount <= -kSummedMax) return;
        const auto band = pass_.BandFor(line.amount, line.currency);
        const auto order = OrderOf(line.amount - band.high, line.amount - band.low);
        const auto only = OnlySubset(Amounts(near, expected), order);
        if (only) found_.push_back({.lines = {row}, .expectations = Pick(near, *only)});
    }

    void LookForOneExpected(Row row, const Group& candidates) {
        const auto& expected = desk_.Expected(row);
        const auto line = [&](Row one) -> auto& { return desk_.Line(one); };
        const auto near = Near(candidates.lines, expected.value_day, line);
        if (near.size() < 2 || expected.amount >= kSummedMax || expected.amount <= -kSummedMax)
            return;
        const auto band = BandOf(desk_, pass_, std::span(&row, 1));
        const auto only = OnlySubset(
            Amounts(near, line), OrderOf(expected.amount + band.low, expected.amount + band.high));
        if (only) found_.push_back({.lines = Pick(near, *only), .expectations = {row}});
    }

    // Clusters in time: first all of one against each other, then parts of both sides.
    void LookForMany(const Group& candidates) {
        for (auto& cluster : Clusters(candidates)) {
            if (cluster.lines.size() < 2 || cluster.expectations.size() < 2) continue;
            if (FitsAsWhole(cluster))
                found_.push_back(std::move(cluster));
            else
                LookForParts(cluster);
        }
    }

    bool FitsAsWhole(const Group& cluster) const {
        const auto difference = DifferenceOf(desk_, cluster);
        if (!difference) return false;
        const auto band = BandOf(desk_, pass_, cluster.expectations);
        std::int64_t spread = 0;
        for (const auto row : cluster.expectations)
            if (__builtin_add_overflow(spread, std::abs(desk_.Expected(row).amount), &spread))
                return false;
        return band.Holds(*difference) && IsNear(desk_, cluster, pass_.days) &&
               IsUnlikely(1, std::max(band.high - band.low + 1, StepOf(cluster)), spread,
                          chance_) &&
               !HasPairs(cluster);
    }

    // What all amounts are multiples of.
    std::int64_t StepOf(const Group& cluster) const {
        std::int64_t step = 0;
        for (const auto row : cluster.lines) step = std::gcd(step, desk_.Line(row).amount);
        for (const auto row : cluster.expectations)
            step = std::gcd(step, desk_.Expected(row).amount);
        return step;
    }

    // A line with the amount of an expectation: they were not matched by amount and date, and for a
    // reason.
    bool HasPairs(const Group& cluster) const {
        std::vector<std::int64_t> amounts;
        for (const auto row : cluster.expectations) amounts.push_back(desk_.Expected(row).amount);
        std::ranges::sort(amounts);
        return std::ranges::any_of(cluster.lines, [&](Row row) {
            return std::ranges::binary_search(amounts, desk_.Line(row).amount);
        });
    }

    void LookForParts(const Group& cluster) {
        const auto most = static_cast<std::size_t>(pass_.candidates_max);
        if (cluster.lines.size() > most || cluster.expectations.size() > most) return;
        if (!DifferenceOf(desk_, cluster)) return;
        const auto band = BandOf(desk_, pass_, cluster.expectations);
        const auto found = OnlyBalances(
            Amounts(
                cluster.lines, [&](Row row) -> auto& { return desk_.Line(row); }),
            Amounts(
                cluster.expectations, [&](Row row) -> auto& { return desk_.Expected(row); }),
            {.low = band.low,
             .high = band.high,
             .items_max = static_cast<std::size_t>(pass_.group_max),
             .work_max = pass_.work_max,
             .chance_ppm = chance_});
        for (const auto& balance : found) {
            Group group{.lines = Pick(cluster.lines, balance.left),
                        .expectations = Pick(cluster.expectations, balance.right)};
            if (IsNear(desk_, group, days_)) found_.push_back(std::move(group));
        }
    }

    // Runs of rows without a gap of more than the days of the pass between them.
    std::vector<Group> Clusters(const Group& candidates) const {
        std::vector<Group> clusters;
        auto line = candidates.lines.begin();
        auto expected = candidates.expectations.begin();
        std::optional<Day> last;
        while (line != candidates.lines.end() || expected != candidates.expectations.end()) {
            const bool takes_line =
                expected == candidates.expectations.end() ||
                (line != candidates.lines.end() &&
                 desk_.Line(*line).value_day <= desk_.Expected(*expected).value_day);
            const auto day = CountedDay(takes_line ? desk_.Line(*line).value_day
                                                   : desk_.Expected(*expected).value_day);
            if (!last || day - *last > days_) clusters.emplace_back();
            last = day;
            if (takes_line)
                clusters.back().lines.push_back(*line++);
            else
                clusters.back().expectations.push_back(*expected++);
        }
        return clusters;
    }

    static std::vector<Row> Pick(std::span<const Row> rows, std::span<const std::uint32_t> places) {
        std::vector<Row> picked;
        for (const auto place : places) picked.push_back(rows[place]);
        return picked;
    }

    const Desk& desk_;
    const Pass& pass_;
    int days_;
    std::int64_t chance_;
    std::vector<Group> found_;
};

TextId CounterpartyOf(const Movement& movement) {
    return movement.counterparty_account != kNoText ? movement.counterparty_account
                                                    : movement.counterparty_name;
}

// What no reference ties to something else, by counterparty or all together.
std::vector<Group> CandidatesBy(Evidence evidence, const Desk& desk, const ReferenceLinks& links,
                                const Partition& partition) {
    // What came in is not set against what went out: too much would come to some sum.
    struct Candidate {
        std::pair<TextId, bool> key;
        Row row;
    };
    std::vector<Candidate> lines;
    std::vector<Candidate> expectations;
    const bool by_counterparty = evidence == Evidence::kCounterparty;
    const auto add = [&](std::vector<Candidate>& side, const Movement& movement, Row row) {
        const auto key = by_counterparty ? CounterpartyOf(movement) : kNoText;
        if (!by_counterparty || key != kNoText) side.push_back({{key, movement.amount < 0}, row});
    };
    for (const auto row : partition.lines)
        if (!links.HasLine(row)) add(lines, desk.Line(row), row);
    for (const auto row : partition.expectations)
        if (!links.HasExpectation(row)) add(expectations, desk.Expected(row), row);
    std::ranges::stable_sort(lines, {}, &Candidate::key);
    std::ranges::stable_sort(expectations, {}, &Candidate::key);
    std::vector<Group> groups;
    auto expected = expectations.begin();
    for (auto line = lines.begin(); line != lines.end();) {
        const auto key = line->key;
        Group group;
        for (; line != lines.end() && line->key == key; ++line) group.lines.push_back(line->row);
        while (expected != expectations.end() && expected->key < key) ++expected;
        for (; expected != expectations.end() && expected->key == key; ++expected)
            group.expectations.push_back(expected->row);
        if (!group.expectations.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace

void RunGroupPass(Desk& desk, const ReferenceLinks& links, std::size_t index,
                  Partition& partition) {
    const auto& pass = desk.TheRules().passes[index];
    for (const auto evidence : pass.evidence) {
        desk.Prune(partition);
        if (evidence == Evidence::kReference) {
            RunReferenceGroups(desk, links, index, partition);
            continue;
        }
        CandidateSearch search(desk, pass, evidence);
        for (const auto& candidates : CandidatesBy(evidence, desk, links, partition))
            search.Look(candidates);
        MatchDisjoint(desk, index, search.Found());
    }
    desk.Prune(partition);
}

}  // namespace clearway::reconciliation::matching
