// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/reference_links.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace clearway::reconciliation::matching {
namespace {

// Of an account, all together.
constexpr std::uint64_t kLinksMax = 16'000'000;
// How many rows of both sides may share a reference; where that makes too many links, fewer may.
// What more share is a word, not a reference. A batch of any size has one row on its other side.
constexpr std::array<std::uint64_t, 6> kSharedMax{1'000, 300, 100, 30, 10, 3};

constexpr std::array kCut{kEndToEnd, kInstruction, kOther};  // a UETR is never cut in silence

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

// The rows of both sides that have the same key.
struct SharedKey {
    std::span<const LineKey> lines;
    std::span<const ExpectationKey> expectations;

    std::uint64_t Fewer() const { return std::min(lines.size(), expectations.size()); }
    std::uint64_t Links() const { return std::uint64_t{lines.size()} * expectations.size(); }
};

// Both are sorted by their keys.
std::vector<SharedKey> SharedKeys(std::span<const LineKey> lines,
                                  std::span<const ExpectationKey> expectations) {
    std::vector<SharedKey> shared;
    auto expected = expectations.begin();
    for (auto line = lines.begin(); line != lines.end();) {
        const auto key = line->key;
        const auto lines_end =
            std::find_if(line, lines.end(), [&](const auto& one) { return one.key != key; });
        while (expected != expectations.end() && expected->key < key) ++expected;
        const auto end = std::find_if(expected, expectations.end(),
                                      [&](const auto& one) { return one.key != key; });
        if (end != expected) shared.push_back({{line, lines_end}, {expected, end}});
        line = lines_end;
        expected = end;
    }
    return shared;
}

// Depends on how many rows share what, and on no order.
std::uint64_t SharedMax(std::span<const SharedKey> keys) {
    for (const auto most : kSharedMax) {
        std::uint64_t links = 0;
        for (const auto& key : keys)
            if (key.Fewer() <= most) links += key.Links();
        if (links <= kLinksMax) return most;
    }
    return 1;
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
    std::ranges::sort(lines, {}, &LineKey::key);
    const auto shared = SharedKeys(lines, keys);
    const auto most = SharedMax(shared);
    for (const auto& key : shared) {
        if (key.Fewer() > most) continue;
        for (const auto& line : key.lines)
            for (const auto& one : key.expectations)
                if (!(one.own && line.own) &&
                    !AreOfOtherPayments(desk.Line(line.line), desk.Expected(one.expectation)))
                    links_.push_back({line.line, one.own, one.expectation});
    }
    AddTruncated(desk, account, open);
    KeepTheStronger();
    for (const auto& link : links_)
        linked_expectations_[link.expectation - first_expectation_] = true;
}

// What a line names may be the beginning of a reference that was cut, where one expectation alone
// has such a reference.
void ReferenceLinks::AddTruncated(Desk& desk, const AccountRows& account,
                                  std::span<const Partition> open) {
    const auto& passes = desk.TheRules().passes;
    const auto pass = std::ranges::find(passes, PassKind::kTruncatedReference, &Pass::kind);
    if (pass == passes.end()) return;
    const auto length = static_cast<std::size_t>(pass->length);
    const auto text = [&](TextId reference) { return desk.TheBook().texts.At(reference); };
    std::vector<std::pair<TextId, Row>> cut;
    for (const auto& partition : open)
        for (const auto row : partition.lines)
            for (const auto kind : kCut)
                if (const auto said = text(desk.Line(row).references[kind]); said.size() == length)
                    cut.emplace_back(desk.FormOf(said), row);
    std::erase_if(cut, [](const auto& one) { return one.first == kNoText; });
    if (cut.empty()) return;
    std::ranges::sort(cut);
    constexpr Row kSeveral = kNoRow;
    std::map<TextId, Row> named;
    for (auto row = account.expectations_begin; row < account.expectations_end; ++row)
        for (const auto kind : kCut) {
            const auto said = text(desk.Expected(row).references[kind]);
            if (said.size() <= length) continue;
            const auto form = desk.KnownFormOf(said.substr(0, length));
            if (!form ||
                !std::ranges::binary_search(cut, *form, {}, &std::pair<TextId, Row>::first))
                continue;
            const auto [at, is_new] = named.emplace(*form, row);
            if (!is_new && at->second != row) at->second = kSeveral;
        }
    for (const auto& [form, line] : cut)
        if (const auto found = named.find(form);
            found != named.end() && found->second != kSeveral &&
            !AreOfOtherPayments(desk.Line(line), desk.Expected(found->second)))
            links_.push_back({line, false, found->second});
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
