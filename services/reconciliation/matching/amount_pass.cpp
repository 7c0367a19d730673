// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/amount_pass.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

#include "services/reconciliation/matching/counterparty.h"
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
    // `least`: how sure it is that both have the same counterparty.
    AmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
               const Partition& partition, SameCounterparty least)
        : desk_(desk),
          links_(links),
          pass_(desk.TheRules().passes[pass]),
          index_(pass),
          least_(least),
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
            // Fewer lines: which of the expectations is missing, nobody can tell. Fewer
            // expectations: what is told once more is the same whichever it is.
            if (expectations.partners != 1 || expectations.rows.size() > lines.rows.size())
                continue;
            for (std::size_t i = 0; i < expectations.rows.size(); ++i)
                desk_.Match(index_, std::span(&lines.rows[i], 1),
                            std::span(&expectations.rows[i], 1));
        }
        if (least_ >= SameCounterparty::kByName) MatchToldOnSeveralDays();
    }

private:
    // One payment of a counterparty whose lines say the same but for the day: the nearest is it,
    // and the others say it again.
    void MatchToldOnSeveralDays() {
        std::map<std::size_t, std::vector<const Alike*>> told;  // by their only partner
        for (const auto& lines : lines_)
            if (lines.partners == 1 && expectations_[lines.partner].partners > 1)
                told[lines.partner].push_back(&lines);
        for (const auto& [at, all] : told) {
            const auto& expectations = expectations_[at];
            if (std::ssize(all) != expectations.partners || expectations.rows.size() != 1) continue;
            const auto without_day = [&](const Alike* lines) {
                auto said = SaidByLine(lines->First());
                std::get<Day>(said) = 0;
                return said;
            };
            const auto say_the_same = [&](const Alike* lines) {
                return without_day(lines) == without_day(all.front());
            };
            if (!std::ranges::all_of(all, say_the_same)) continue;
            const auto expected = expectations.First();
            const auto apart = [&](const Alike* lines) {
                const auto day = desk_.Line(lines->First()).value_day;
                return std::pair(std::abs(day - desk_.Expected(expected).value_day), day);
            };
            const auto nearest = (*std::ranges::min_element(all, {}, apart))->First();
            desk_.Match(index_, std::span(&nearest, 1), std::span(&expected, 1));
        }
    }

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
        return {expected.amount, CountedDay(expected.value_day), row};
    }

    void Count(Alike& lines) {
        const auto& line = desk_.Line(lines.First());
        const auto band = pass_.BandFor(line.amount, line.currency);
        const auto order = [&](const Alike& alike) { return OrderOf(alike.First()); };
        const auto day = CountedDay(line.value_day);
        const auto begin = std::ranges::lower_bound(
            expectations_, std::tuple(line.amount - band.high, day - pass_.days, Row{0}), {},
            order);
        const auto end = std::ranges::upper_bound(
            expectations_, std::tuple(line.amount - band.low, day + pass_.days, kNoRow), {}, order);
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
        const auto who = CompareCounterparties(desk_.TheBook().texts, line, expected);
        // What names a reference belongs to what names it too, or to nothing.
        const auto links = links_.Of(line_row);
        if (!links.empty() || links_.HasExpectation(expected_row))
            return who >= least_ &&
                   std::ranges::find(links, expected_row, &Link::expectation) != links.end();
        return who >= std::max(least_, SameCounterparty::kUnknown) &&
               (pass_.other_references || !SayOtherReferences(line, expected));
    }

    // Each names a reference, none of them is the other's (they would be linked), and none could be
    // the other one mangled.
    bool SayOtherReferences(const StatementLine& line, const Expectation& expected) const {
        std::vector<std::string> of_expected;
        for (const auto kind : kSaid)
            if (auto form = Form(expected.references[kind]); !form.empty())
                of_expected.push_back(std::move(form));
        if (of_expected.empty()) return false;
        bool others = false;
        bool mangled = false;
        for (const auto kind : kSaid)
            if (const auto form = Form(line.references[kind]); !form.empty()) {
                others = true;
                mangled = mangled || std::ranges::any_of(of_expected, [&](const auto& expects) {
                              return CouldBeMangled(form, expects);
                          });
            }
        desk_.TheRules().references.ForEachInText(
            desk_.TheBook().texts.At(line.text), [&](std::string_view form) {
                for (const auto& expects : of_expected) {
                    others = others || AreOfOneSeries(form, expects);
                    // The first words of a number say nothing of the rest.
                    mangled = mangled ||
                              (form.size() + 1 >= expects.size() && CouldBeMangled(form, expects));
                }
            });
        return others && !mangled;
    }

    // Empty for what has no digit: "TRANSFER" stands for no payment.
    std::string Form(TextId reference) const {
        std::string form;
        desk_.TheRules().references.Normalise(desk_.TheBook().texts.At(reference), form);
        if (form.find_first_of("0123456789") == std::string::npos) form.clear();
        return form;
    }

    Desk& desk_;
    const ReferenceLinks& links_;
    const Pass& pass_;
    std::size_t index_;
    SameCounterparty least_;
    std::vector<Alike> lines_;
    std::vector<Alike> expectations_;  // by amount and day
    std::vector<int> crowded_;         // differences: how many crowds an expectation stands in
};

}  // namespace

// The surest first: what says less of its counterparty must not stand in the way of what says more.
void RunAmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
                   Partition& partition) {
    for (const auto least :
         {SameCounterparty::kByAccount, SameCounterparty::kByName, SameCounterparty::kNo}) {
        if (partition.lines.empty() || partition.expectations.empty()) return;
        AmountPass(desk, links, pass, partition, least).Run();
        desk.Prune(partition);
    }
}

}  // namespace clearway::reconciliation::matching
