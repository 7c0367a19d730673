// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/group.h"

#include <algorithm>
#include <cstdlib>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kRowsMax = 50;  // more than this, times kSummedMax, 64 bits do not hold

bool Add(std::int64_t& sum, std::int64_t amount, std::int64_t sign) {
    return amount < kSummedMax && amount > -kSummedMax &&
           !__builtin_add_overflow(sum, sign * amount, &sum);
}

// Rows that are in more than one of the groups, by `rows_of`.
template <class RowsOf>
std::vector<Row> SharedRows(const std::vector<Group>& groups, RowsOf rows_of) {
    std::vector<Row> all;
    for (const auto& group : groups)
        all.insert(all.end(), rows_of(group).begin(), rows_of(group).end());
    std::ranges::sort(all);
    std::vector<Row> shared;
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i] == all[i - 1] && (shared.empty() || shared.back() != all[i]))
            shared.push_back(all[i]);
    return shared;
}

bool HasAny(const std::vector<Row>& rows, const std::vector<Row>& sorted) {
    return std::ranges::any_of(rows,
                               [&](Row row) { return std::ranges::binary_search(sorted, row); });
}

}  // namespace

std::optional<std::int64_t> DifferenceOf(const Desk& desk, const Group& group) {
    std::int64_t difference = 0;
    for (const auto row : group.lines)
        if (!Add(difference, desk.Line(row).amount, 1)) return std::nullopt;
    for (const auto row : group.expectations)
        if (!Add(difference, desk.Expected(row).amount, -1)) return std::nullopt;
    return difference;
}

bool IsLessThanARow(const Desk& desk, const Group& group, std::int64_t difference) {
    const auto magnitude = std::abs(difference);
    return std::ranges::all_of(
               group.lines, [&](Row row) { return std::abs(desk.Line(row).amount) > magnitude; }) &&
           std::ranges::all_of(group.expectations, [&](Row row) {
               return std::abs(desk.Expected(row).amount) > magnitude;
           });
}

Band BandOf(const Desk& desk, const Pass& pass, std::span<const Row> expectations) {
    std::int64_t sum = 0;
    std::int64_t fees = 0;
    std::int64_t tolerances = 0;
    for (const auto row : expectations.first(std::min(expectations.size(), kRowsMax))) {
        const auto& expected = desk.Expected(row);
        if (!Add(sum, expected.amount, 1) || !Add(fees, expected.fee_max, 1) ||
            !Add(tolerances, expected.tolerance, 1))
            return {};
    }
    auto band = pass.BandFor(sum, desk.Expected(expectations.front()).currency);
    band.low -= fees + tolerances;
    band.high += tolerances;
    return band;
}

bool HasAnotherPayment(const Desk& desk, const Group& group) {
    const auto belong = [&](Row line, Row expectation) {
        return !AreOfOtherPayments(desk.Line(line), desk.Expected(expectation));
    };
    return !std::ranges::all_of(group.lines, [&](Row line) {
        return std::ranges::any_of(group.expectations, [&](Row row) { return belong(line, row); });
    }) || !std::ranges::all_of(group.expectations, [&](Row row) {
        return std::ranges::any_of(group.lines, [&](Row line) { return belong(line, row); });
    });
}

bool IsNear(const Desk& desk, const Group& group, int days) {
    const auto [first, last] = std::ranges::minmax_element(
        group.expectations, {}, [&](Row row) { return desk.Expected(row).value_day; });
    return std::ranges::all_of(group.lines, [&](Row row) {
        const auto day = CountedDay(desk.Line(row).value_day);
        return day - CountedDay(desk.Expected(*first).value_day) <= days &&
               CountedDay(desk.Expected(*last).value_day) - day <= days;
    });
}

bool HasShape(const Group& group, PassKind kind) {
    switch (kind) {
        case PassKind::kOneToMany: return group.lines.size() == 1 && group.expectations.size() > 1;
        case PassKind::kManyToOne: return group.lines.size() > 1 && group.expectations.size() == 1;
        default: return group.lines.size() > 1 && group.expectations.size() > 1;
    }
}

void MatchDisjoint(Desk& desk, std::size_t pass, const std::vector<Group>& groups) {
    const auto lines = SharedRows(
        groups, [](const Group& group) -> auto& { return group.lines; });
    const auto expectations = SharedRows(
        groups, [](const Group& group) -> auto& { return group.expectations; });
    for (const auto& group : groups) {
        const auto difference = DifferenceOf(desk, group);
        if (difference && IsLessThanARow(desk, group, *difference) &&
            !HasAnotherPayment(desk, group) && !HasAny(group.lines, lines) &&
            !HasAny(group.expectations, expectations))
            desk.Match(pass, group.lines, group.expectations);
    }
}

}  // namespace clearway::reconciliation::matching
