// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/amount_pass.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/reconciliation/matching/likeness.h"

namespace clearway::reconciliation::matching {
namespace {

// So many partners by amount, and none is looked at: one alone it cannot be.
constexpr std::ptrdiff_t kPartnersMax = 256;
constexpr std::array kSaid{kUetr, kEndToEnd, kInstruction, kOther};

// Rows that say the same but for their ids: which of them is whose is all one.
struct Alike {
    std::vector<Row> rows;  // in canonical order
    int partners = 0;       // kinds of rows of the other side that they could belong to
    std::size_t partner = 0;

    Row First() const { return rows.front(); }
};

class AmountPass {
public:
    AmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
               const Partition& partition)
        : desk_(desk),
          links_(links),
          pass_(desk.TheRules().passes[pass]),
          index_(pass),
          lines_(AlikeOf(partition.lines, [&](Row row) { return SaidByLine(row); })),
          expectations_(
              AlikeOf(partition.expectations, [&](Row row) { return SaidByExpectation(row); })) {
        std::ranges::sort(expectations_, {},
                          [&](const Alike& alike) { return OrderOf(alike.First()); });
        crowded_.resize(expectations_.size() + 1);
    }

    void Run() {
        for (auto& line : lines_) Count(line);
        int crowded = 0;
        for (std::size_t i = 0; i < expectations_.size(); ++i) {
            crowded += crowded_[i];
            if (crowded > 0) expectations_[i].partners += 2;
        }
        for (const auto& lines : lines_) {
            if (lines.partners != 1) continue;
            const auto& expectations = expectations_[lines.partner];
            // Fewer of one side: which one of them is missing, nobody can tell.
            if (expectations.partners != 1 || expectations.rows.size() != lines.rows.size())
                continue;
            for (std::size_t i = 0; i < lines.rows.size(); ++i)
                desk_.Match(index_, std::span(&lines.rows[i], 1),
                            std::span(&expectations.rows[i], 1));
        }
    }

private:
    // All that a row says; `own` is 0, or tells a row apart that references tie to something.
    using Said = std::tuple<std::int64_t, Day, std::array<TextId, 6>, std::int64_t, std::int64_t,
                            TextId, Row>;

    static std::array<TextId, 6> TextsOf(const Movement& movement) {
        const auto& references = movement.references;
        return {references[kUetr],  references[kEndToEnd],         references[kInstruction],
                references[kOther], movement.counterparty_account, movement.counterparty_name};
    }

    Said SaidByLine(Row row) const {
        const auto& line = desk_.Line(row);
        return {line.amount,
                line.value_day,
                TextsOf(line),
                line.reversal ? 1 : 0,
                0,
                line.text,
                links_.HasLine(row) ? row + 1 : 0};
    }

    Said SaidByExpectation(Row row) const {
        const auto& expected = desk_.Expected(row);
        return {expected.amount,
                expected.value_day,
                TextsOf(expected),
                expected.fee_max,
                expected.tolerance,
                kNoText,
                links_.HasExpectation(row) ? row + 1 : 0};
    }

    template <class SaidBy>
    static std::vector<Alike> AlikeOf(const std::vector<Row>& rows, SaidBy said_by) {
        std::vector<std::pair<Said, Row>> all;
        all.reserve(rows.size());
        for (const auto row : rows) all.emplace_back(said_by(row), row);
        std::ranges::sort(all);
        std::vector<Alike> alike;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i == 0 || all[i].first != all[i - 1].first) alike.emplace_back();
            alike.back().rows.push_back(all[i].second);
        }
        return alike;
    }

    std::tuple<std::int64_t, Day, Row> OrderOf(Row row) const {
        const auto& expected = desk_.Expected(row);
        return {expected.amount, expected.value_day, row};
    }

    void Count(Alike& lines) {
        const auto& line = desk_.Line(lines.First());
        const auto band = pass_.BandFor(line.amount, line.currency);
        const auto order = [&](const Alike& alike) { return OrderOf(alike.First()); };
        const auto begin = std::ranges::lower_bound(
            expectations_, std::tuple(line.amount - band.high, line.value_day - pass_.days, Row{0}),
            {}, order);
        const auto end = std::ranges::upper_bound(
            expectations_, std::tuple(line.amount - band.low, line.value_day + pass_.days, kNoRow),
            {}, order);
        if (end - begin > kPartnersMax) {
            ++crowded_[static_cast<std::size_t>(begin - expectations_.begin())];
            --crowded_[static_cast<std::size_t>(end - expectations_.begin())];
            lines.partners = 2;
            return;
        }
        for (auto at = begin; at < end; ++at) {
            if (!IsPossible(lines.First(), at->First())) continue;
            ++lines.partners;
            lines.partner = static_cast<std::size_t>(at - expectations_.begin());
            ++at->partners;
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
    std::vector<Alike> lines_;
    std::vector<Alike> expectations_;  // by amount and day
    std::vector<int> crowded_;         // differences: how many crowds an expectation stands in
};

}  // namespace

void RunAmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
                   const Partition& partition) {
    if (!partition.lines.empty() && !partition.expectations.empty())
        AmountPass(desk, links, pass, partition).Run();
}

}  // namespace clearway::reconciliation::matching
