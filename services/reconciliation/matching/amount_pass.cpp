// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/amount_pass.h"

#include <algorithm>
#include <utility>

#include "services/reconciliation/matching/likeness.h"

namespace clearway::reconciliation::matching {
namespace {

// So many partners by amount, and none is looked at: one alone it cannot be.
constexpr std::ptrdiff_t kPartnersMax = 256;
constexpr std::array kSaid{kUetr, kEndToEnd, kInstruction, kOther};

class AmountPass {
public:
    AmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
               const Partition& partition)
        : desk_(desk),
          links_(links),
          pass_(desk.TheRules().passes[pass]),
          index_(pass),
          expectations_(partition.expectations) {
        for (const auto row : partition.lines) lines_.push_back({.row = row});
        std::ranges::sort(expectations_, {}, [&](Row row) { return OrderOf(desk_.Expected(row)); });
        partners_.resize(expectations_.size());
        crowded_.resize(expectations_.size() + 1);
    }

    void Run() {
        for (auto& line : lines_) Count(line);
        int crowded = 0;
        for (std::size_t i = 0; i < expectations_.size(); ++i) {
            crowded += crowded_[i];
            if (crowded > 0) partners_[i] += 2;
        }
        for (const auto& line : lines_)
            if (line.partners == 1 && partners_[line.partner] == 1)
                desk_.Match(index_, std::span(&line.row, 1),
                            std::span(&expectations_[line.partner], 1));
    }

private:
    struct LineCount {
        Row row;
        int partners = 0;
        std::size_t partner = 0;  // in expectations_
    };

    static std::pair<std::int64_t, Day> OrderOf(const Movement& movement) {
        return {movement.amount, movement.value_day};
    }

    void Count(LineCount& count) {
        const auto& line = desk_.Line(count.row);
        const auto band = pass_.BandFor(line.amount, line.currency);
        const auto order = [&](Row row) { return OrderOf(desk_.Expected(row)); };
        const auto begin = std::ranges::lower_bound(
            expectations_, std::pair(line.amount - band.high, line.value_day - pass_.days), {},
            order);
        const auto end = std::ranges::upper_bound(
            expectations_, std::pair(line.amount - band.low, line.value_day + pass_.days), {},
            order);
        if (end - begin > kPartnersMax) {
            ++crowded_[static_cast<std::size_t>(begin - expectations_.begin())];
            --crowded_[static_cast<std::size_t>(end - expectations_.begin())];
            count.partners = 2;
            return;
        }
        for (auto at = begin; at < end; ++at) {
            if (!IsPossible(count.row, *at)) continue;
            ++count.partners;
            count.partner = static_cast<std::size_t>(at - expectations_.begin());
            ++partners_[count.partner];
        }
    }

    bool IsPossible(Row line_row, Row expected_row) const {
        const auto& line = desk_.Line(line_row);
        const auto& expected = desk_.Expected(expected_row);
        if (DaysApart(line, expected) > pass_.days || AreOfOtherPayments(line, expected))
            return false;
        // What names a reference belongs to what names it too, or to nothing.
        const auto links = links_.Of(line_row);
        if (!links.empty() || links_.HasExpectation(expected_row))
            return std::ranges::find(links, expected_row, &Link::expectation) != links.end();
        return !(line.counterparty_account != kNoText && expected.counterparty_account != kNoText &&
                 line.counterparty_account != expected.counterparty_account) &&
               (pass_.other_references || !SayOtherReferences(line, expected));
    }

    // Each names a reference, none of them is the other's (they would be linked), and none could be
    // the other one mangled.
    bool SayOtherReferences(const StatementLine& line, const Expectation& expected) const {
        bool both = false;
        std::string of_line;
        std::string of_expected;
        for (const auto a : kSaid) {
            Form(line.references[a], of_line);
            if (of_line.empty()) continue;
            for (const auto b : kSaid) {
                Form(expected.references[b], of_expected);
                if (of_expected.empty()) continue;
                if (CouldBeMangled(of_line, of_expected)) return false;
                both = true;
            }
        }
        return both;
    }

    // Empty for what has no digit: "TRANSFER" stands for no payment.
    void Form(TextId reference, std::string& form) const {
        desk_.TheRules().references.Normalise(desk_.TheBook().texts.At(reference), form);
        if (form.find_first_of("0123456789") == std::string::npos) form.clear();
    }

    Desk& desk_;
    const ReferenceLinks& links_;
    const Pass& pass_;
    std::size_t index_;
    std::vector<Row> expectations_;  // by amount and day
    std::vector<LineCount> lines_;
    std::vector<int> partners_;  // of each expectation
    std::vector<int> crowded_;   // differences: how many crowds an expectation stands in
};

}  // namespace

void RunAmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
                   const Partition& partition) {
    if (!partition.lines.empty() && !partition.expectations.empty())
        AmountPass(desk, links, pass, partition).Run();
}

}  // namespace clearway::reconciliation::matching
