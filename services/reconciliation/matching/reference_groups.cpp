// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/reference_groups.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>

#include "services/reconciliation/matching/group.h"

namespace clearway::reconciliation::matching {
namespace {

// A line and an expectation that name the same payment: no batch, no invoice.
bool NameOnePayment(const Movement& a, const Movement& b) {
    return std::ranges::any_of(std::array{kUetr, kEndToEnd, kInstruction}, [&](auto kind) {
        return a.references[kind] != kNoText && a.references[kind] == b.references[kind];
    });
}

// Whether the line of a group names one of its expectations, and not all of them, as its own
// payment.
bool NamesOneOf(const Desk& desk, const Group& group) {
    return std::ranges::count_if(group.expectations, [&](Row row) {
               return NameOnePayment(desk.Line(group.lines.front()), desk.Expected(row));
           }) == 1;
}

// Rows that references join, directly or over others: each such set is one group or none. Of
// several expectations none belongs to a group that a line names as its own payment and no other
// line does: whatever that line's amount is, it is judged by that payment.
class Components {
public:
    Components(const Desk& desk, const ReferenceLinks& links, const Partition& partition,
               PassKind kind)
        : partition_(partition), parents_(partition.lines.size() + partition.expectations.size()) {
        std::iota(parents_.begin(), parents_.end(), 0U);
        std::vector<bool> alone(parents_.size());
        if (kind != PassKind::kManyToOne) alone = OwnPairs(desk, links);
        ForEachPair(desk, links, [&](std::uint32_t line, std::uint32_t expected) {
            if (!alone[line] && !alone[expected]) Join(line, expected);
        });
    }

    std::vector<Group> All() {
        std::vector<Group> groups(parents_.size());
        for (std::uint32_t i = 0; i < parents_.size(); ++i) {
            auto& group = groups[Root(i)];
            const auto lines = partition_.lines.size();
            if (i < lines)
                group.lines.push_back(partition_.lines[i]);
            else
                group.expectations.push_back(partition_.expectations[i - lines]);
        }
        std::erase_if(groups, [](const Group& group) {
            return group.lines.empty() || group.expectations.empty();
        });
        return groups;
    }

private:
    template <class Take>
    void ForEachPair(const Desk& desk, const ReferenceLinks& links, Take take) const {
        for (std::size_t i = 0; i < partition_.lines.size(); ++i)
            for (const auto& link : links.Of(partition_.lines[i]))
                if (const auto at = PlaceOf(link.expectation);
                    at && !desk.ExpectationTaken(link.expectation))
                    take(static_cast<std::uint32_t>(i), *at);
    }

    // The places of lines and expectations that are each other's only ones of one payment.
    std::vector<bool> OwnPairs(const Desk& desk, const ReferenceLinks& links) const {
        std::vector<std::uint32_t> namings(parents_.size());
        const auto for_each_naming = [&](auto take) {
            ForEachPair(desk, links, [&](std::uint32_t line, std::uint32_t expected) {
                if (NameOnePayment(
                        desk.Line(partition_.lines[line]),
                        desk.Expected(partition_.expectations[expected - partition_.lines.size()])))
                    take(line, expected);
            });
        };
        for_each_naming([&](std::uint32_t line, std::uint32_t expected) {
            ++namings[line];
            ++namings[expected];
        });
        std::vector<bool> own(parents_.size());
        for_each_naming([&](std::uint32_t line, std::uint32_t expected) {
            if (namings[line] == 1 && namings[expected] == 1) own[line] = own[expected] = true;
        });
        return own;
    }

    std::optional<std::uint32_t> PlaceOf(Row expectation) const {
        const auto found = std::ranges::lower_bound(partition_.expectations, expectation);
        if (found == partition_.expectations.end() || *found != expectation) return std::nullopt;
        return static_cast<std::uint32_t>(partition_.lines.size() +
                                          (found - partition_.expectations.begin()));
    }

    std::uint32_t Root(std::uint32_t place) {
        while (parents_[place] != place) place = parents_[place] = parents_[parents_[place]];
        return place;
    }

    // The smaller place becomes the root, so that groups come in canonical order.
    void Join(std::uint32_t a, std::uint32_t b) {
        a = Root(a);
        b = Root(b);
        parents_[std::max(a, b)] = std::min(a, b);
    }

    const Partition& partition_;
    std::vector<std::uint32_t> parents_;
};

// Several lines and several expectations, all with accounts of counterparties: what is of one
// account is a group of its own. An invoice's number is not of one customer alone, and what one of
// them paid too much must not make good what another one owes.
std::vector<Group> ByCounterparty(const Desk& desk, std::vector<Group> groups) {
    std::vector<Group> divided;
    for (auto& group : groups) {
        std::map<TextId, Group> parts;
        for (const auto row : group.lines)
            parts[desk.Line(row).counterparty_account].lines.push_back(row);
        const auto paying = parts.size();
        for (const auto row : group.expectations)
            parts[desk.Expected(row).counterparty_account].expectations.push_back(row);
        if (paying < 2 || parts.size() != paying || parts.contains(kNoText)) {
            divided.push_back(std::move(group));
            continue;
        }
        for (auto& [account, part] : parts)
            if (!part.expectations.empty()) divided.push_back(std::move(part));
    }
    return divided;
}

// A line and all that share one reference among what it names, to the cent: a batch is whole
// whatever else its rows name, a number that another customer uses, too.
void MatchWholeBatches(Desk& desk, const ReferenceLinks& links, std::size_t index,
                       const Partition& partition) {
    const auto& pass = desk.TheRules().passes[index];
    std::vector<Group> whole;
    for (const auto line : partition.lines) {
        std::map<TextId, std::vector<Row>> sharing;
        for (const auto& link : links.Of(line)) {
            if (!std::ranges::binary_search(partition.expectations, link.expectation)) continue;
            const auto& forms = desk.FormsOf(link.expectation);
            for (const auto kind : {kEndToEnd, kInstruction, kOther})
                if (forms[kind] != kNoText) sharing[forms[kind]].push_back(link.expectation);
        }
        for (auto& [form, expectations] : sharing) {
            const auto rest = std::ranges::unique(expectations);
            expectations.erase(rest.begin(), rest.end());
            Group group{.lines = {line}, .expectations = std::move(expectations)};
            if (group.expectations.size() > 1 && DifferenceOf(desk, group) == 0 &&
                IsNear(desk, group, pass.days) && !NamesOneOf(desk, group))
                whole.push_back(std::move(group));
        }
    }
    MatchDisjoint(desk, index, whole);
}

}  // namespace

void RunReferenceGroups(Desk& desk, const ReferenceLinks& links, std::size_t index,
                        Partition& partition) {
    const auto& pass = desk.TheRules().passes[index];
    if (pass.kind == PassKind::kOneToMany) {
        MatchWholeBatches(desk, links, index, partition);
        desk.Prune(partition);
    }
    for (const auto& group :
         ByCounterparty(desk, Components(desk, links, partition, pass.kind).All())) {
        if (!HasShape(group, pass.kind) || !IsNear(desk, group, pass.days)) continue;
        const auto difference = DifferenceOf(desk, group);
        if (difference && BandOf(desk, pass, group.expectations).Holds(*difference) &&
            IsLessThanARow(desk, group, *difference))
            desk.Match(index, group.lines, group.expectations);
    }
}

}  // namespace clearway::reconciliation::matching
