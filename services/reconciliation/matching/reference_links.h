// SPDX-License-Identifier: Apache-2.0
// Which lines that are still open share a reference with which expectations of their account, in
// whatever currency and whether met or not. A row that is linked is kept from being matched by
// amount and date to something else: its reference says what it is, even when its amount does not.
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/matching/desk.h"

namespace clearway::reconciliation::matching {

struct Link {
    Row line;
    bool by_id;  // by the expectation's own id, not by a reference that it names
    Row expectation;

    friend auto operator<=>(const Link&, const Link&) = default;
};

class ReferenceLinks {
public:
    // Of the lines of `open`, partitions of one account.
    ReferenceLinks(Desk& desk, const AccountRows& account, std::span<const Partition> open);

    std::span<const Link> All() const { return links_; }  // by line
    std::span<const Link> Of(Row line) const;
    bool HasLine(Row line) const { return !Of(line).empty(); }
    bool HasExpectation(Row expectation) const {
        return linked_expectations_[expectation - first_expectation_];
    }

private:
    void AddTruncated(Desk& desk, const AccountRows& account, std::span<const Partition> open);
    void KeepTheStronger();

    std::vector<Link> links_;
    Row first_expectation_;
    std::vector<bool> linked_expectations_;
};

}  // namespace clearway::reconciliation::matching
