// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/matcher.h"

#include <algorithm>
#include <optional>

#include "services/reconciliation/matching/amount_pass.h"
#include "services/reconciliation/matching/classify.h"
#include "services/reconciliation/matching/desk.h"
#include "services/reconciliation/matching/group_pass.h"
#include "services/reconciliation/matching/reference_links.h"
#include "services/reconciliation/matching/reference_pass.h"
#include "services/reconciliation/matching/usual_days.h"

namespace clearway::reconciliation::matching {
namespace {

class AccountMatch {
public:
    AccountMatch(Desk& desk, const AccountRows& account) : desk_(desk), account_(account) {
        Divide();
    }

    // `watch` is told how many passes are through.
    void Run(const std::function<void(std::uint64_t)>& watch) {
        for (std::size_t pass = 0; pass < desk_.TheRules().passes.size(); ++pass) {
            RunPass(pass);
            watch(pass + 1);
        }
        Classify(desk_, account_, Links());
    }

private:
    // The rows lie by currency: two lists that are merged.
    void Divide() {
        auto line = account_.lines_begin;
        auto expected = account_.expectations_begin;
        while (line < account_.lines_end || expected < account_.expectations_end) {
            auto currency = CurrencyIndex{0xFFFF};
            if (line < account_.lines_end) currency = desk_.Line(line).currency;
            if (expected < account_.expectations_end)
                currency = std::min(currency, desk_.Expected(expected).currency);
            auto& partition = partitions_.emplace_back();
            for (; line < account_.lines_end && desk_.Line(line).currency == currency; ++line)
                partition.lines.push_back(line);
            for (; expected < account_.expectations_end &&
                   desk_.Expected(expected).currency == currency;
                 ++expected)
                partition.expectations.push_back(expected);
        }
    }

    void RunPass(std::size_t index) {
        const auto kind = desk_.TheRules().passes[index].kind;
        const bool by_reference = kind <= PassKind::kTruncatedReference;
        if (by_reference && kind != PassKind::kExactReference)
            desk_.NormaliseExpectations(account_);
        const auto* links = by_reference ? nullptr : &Links();
        for (auto& partition : partitions_) {
            if (partition.lines.empty() || partition.expectations.empty()) continue;
            if (by_reference)
                RunReferencePass(desk_, index, partition);
            else if (kind == PassKind::kAmountAndDate)
                RunAmountPass(desk_, *links, index, partition);
            else
                RunGroupPass(desk_, *links, index, partition);
            desk_.Prune(partition);
        }
    }

    // Made when they are first needed: the fewer lines are open, the fewer links there are.
    const ReferenceLinks& Links() {
        if (!links_) links_.emplace(desk_, account_, partitions_);
        return *links_;
    }

    Desk& desk_;
    AccountRows account_;
    std::vector<Partition> partitions_;
    std::optional<ReferenceLinks> links_;
};

// The next account that one of the sides has; its rows on both sides.
AccountRows NextAccount(const Book& book, Row line, Row expected) {
    AccountRows rows{line, line, expected, expected};
    const auto text = [&](TextId account) { return book.texts.At(account); };
    const bool has_line = line < book.lines.size();
    const bool has_expected = expected < book.expectations.size();
    auto account = has_line ? book.lines[line].account : book.expectations[expected].account;
    if (has_line && has_expected && text(book.expectations[expected].account) < text(account))
        account = book.expectations[expected].account;
    while (rows.lines_end < book.lines.size() && book.lines[rows.lines_end].account == account)
        ++rows.lines_end;
    while (rows.expectations_end < book.expectations.size() &&
           book.expectations[rows.expectations_end].account == account)
        ++rows.expectations_end;
    return rows;
}

}  // namespace

Outcome Match(const Book& book, const Rules& rules, const Watch& watch) {
    Desk desk(book, rules);
    const std::uint64_t all = book.lines.size() + book.expectations.size();
    Row line = 0;
    Row expected = 0;
    while (line < book.lines.size() || expected < book.expectations.size()) {
        const auto account = NextAccount(book, line, expected);
        const std::uint64_t before = line + expected;
        const std::uint64_t own = account.lines_end + account.expectations_end - before;
        AccountMatch(desk, account).Run([&](std::uint64_t passes) {
            if (watch) watch(before + own * passes / rules.passes.size(), all);
        });
        line = account.lines_end;
        expected = account.expectations_end;
    }
    FindUnusualDays(book, rules, desk.Result());
    return std::move(desk.Result());
}

}  // namespace clearway::reconciliation::matching
