// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/reference_links.h"

#include <algorithm>
#include <optional>

namespace clearway::reconciliation::matching {
namespace {

// Under one reference. What more rows than this share is a word, not a reference.
constexpr std::size_t kLinksMax = 1'000'000;

struct ExpectationKey {
    TextId key;
    Row expectation;
    bool own;

    friend auto operator<=>(const ExpectationKey&, const ExpectationKey&) = default;
};

std::vector<ExpectationKey> KeysOfExpectations(const Desk& desk, const AccountRows& account,
                                               const std::vector<bool>& wanted) {
    std::vector<ExpectationKey> keys;
    for (auto row = account.expectations_begin; row < account.expectations_end; ++row)
        for (std::size_t kind = 0; kind < kReferenceKinds; ++kind)
            if (const auto key = desk.FormsOf(row)[kind]; wanted[key])
                keys.push_back({key, row, kind == kOwnId});
    std::ranges::sort(keys);
    return keys;
}

}  // namespace

ReferenceLinks::ReferenceLinks(Desk& desk, const AccountRows& account,
                               std::span<const Partition> open)
    : first_expectation_(account.expectations_begin),
      linked_expectations_(account.expectations_end - account.expectations_begin) {
    desk.NormaliseExpectations(account);
    std::vector<LineKey> lines;
    for (const auto& partition : open)
        for (const auto row : partition.lines) desk.AppendForms(row, lines);
    std::vector<bool> wanted(desk.FormCount());
    for (const auto& line : lines) wanted[line.key] = true;
    const auto keys = KeysOfExpectations(desk, account, wanted);
    for (const auto& line : lines) {
        const auto found = std::ranges::equal_range(keys, line.key, {}, &ExpectationKey::key);
        if (found.size() > kLinksMax / (lines.size() + 1) + 1'000) continue;
        for (const auto& one : found)
            if (!(one.own && line.own) &&
                !AreOfOtherPayments(desk.Line(line.line), desk.Expected(one.expectation)))
                links_.push_back({line.line, one.own, one.expectation});
    }
    KeepTheStronger();
    for (const auto& link : links_)
        linked_expectations_[link.expectation - first_expectation_] = true;
}

// Ids are often small numbers, as invoices are: where a line names a reference of an expectation,
// another one of which it is the id is not meant.
void ReferenceLinks::KeepTheStronger() {
    std::ranges::sort(links_);
    links_.erase(std::unique(links_.begin(), links_.end()), links_.end());
    std::optional<Row> strong;
    std::erase_if(links_, [&](const Link& link) {
        if (!link.by_id) strong = link.line;
        return link.by_id && strong == link.line;
    });
}

std::span<const Link> ReferenceLinks::Of(Row line) const {
    const auto found = std::ranges::equal_range(links_, line, {}, &Link::line);
    return {found.begin(), found.end()};
}

}  // namespace clearway::reconciliation::matching
