// SPDX-License-Identifier: Apache-2.0
// Rows that may belong together, and what a pass asks of them: near dates and a sum that fits.
#pragma once

#include <optional>
#include <vector>

#include "services/reconciliation/matching/desk.h"

namespace clearway::reconciliation::matching {

struct Group {
    std::vector<Row> lines;
    std::vector<Row> expectations;
};

// Amounts from here on are left out of sums, which then fit into 64 bits whatever they are of.
inline constexpr std::int64_t kSummedMax = 100'000'000'000'000'000;

// lines - expectations; nullopt: an amount is too large.
std::optional<std::int64_t> DifferenceOf(const Desk& desk, const Group& group);
// Whether the difference is less than every row: one that is not could be a row that is missing.
bool IsLessThanARow(const Desk& desk, const Group& group, std::int64_t difference);
// What the pass allows, and the fees and tolerances of the expectations.
Band BandOf(const Desk& desk, const Pass& pass, std::span<const Row> expectations);
// Whether some row has a UETR and each row of the other side another one: it is of no such group.
bool HasAnotherPayment(const Desk& desk, const Group& group);
bool IsNear(const Desk& desk, const Group& group, int days);

// Whether the pass matches groups of this shape: 1:n, n:1, n:m.
bool HasShape(const Group& group, PassKind kind);

// Matches those of the groups that share no row with another and differ by less than a row.
void MatchDisjoint(Desk& desk, std::size_t pass, const std::vector<Group>& groups);

}  // namespace clearway::reconciliation::matching
