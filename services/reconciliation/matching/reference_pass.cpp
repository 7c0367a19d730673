// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/reference_pass.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kPairsMax = 4'096;  // under one reference and amount

struct KeyedRow {
    Row key;  // the first expectation that has it: numbers of texts follow the order of arrival
    Row row;

    friend auto operator<=>(const KeyedRow&, const KeyedRow&) = default;
};

struct Pair {
    int days;
    Row line;
    Row expectation;

    friend auto operator<=>(const Pair&, const Pair&) = default;
};

// Decides which of the rows under one reference belong together.
class SameReference {
public:
    SameReference(Desk& desk, std::size_t pass)
        : desk_(desk), pass_(desk.TheRules().passes[pass]), index_(pass) {}

    void Decide(std::span<const KeyedRow> expectations, std::span<const KeyedRow> lines) {
        expectations_.clear();
        lines_.clear();
        for (const auto& one : expectations)
            if (!desk_.ExpectationTaken(one.row)) expectations_.push_back(one.row);
        for (const auto& one : lines)
            if (!desk_.LineTaken(one.row)) lines_.push_back(one.row);
        lines_.erase(std::unique(lines_.begin(), lines_.end()), lines_.end());
        if (expectations_.empty() || lines_.empty()) return;
        if (expectations_.size() > 1 || lines_.size() > 1)
            MatchEqualAmounts();
        else if (Fits(expectations_.front(), lines_.front()))
            desk_.Match(index_, lines_, expectations_);
    }

private:
    bool Allowed(const Expectation& expected, const StatementLine& line) const {
        return AreWithinDays(expected, line, pass_.days) && !AreOfOtherPayments(expected, line);
    }

    // Within what the pass and the expectation allow.
    bool Fits(Row expectation, Row line) const {
        const auto& expected = desk_.Expected(expectation);
        auto band = pass_.BandFor(expected.amount, expected.currency);
        band.low -= expected.fee_max + expected.tolerance;
        band.high += expected.tolerance;
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(desk_.Line(line).amount, expected.amount, &difference))
            return false;
        return band.Holds(difference) && Allowed(expected, desk_.Line(line));
    }

    // A line and an expectation of which each fits no other one.
    void MatchOnlyFits() {
        if (expectations_.size() * lines_.size() > kPairsMax) return;
        const auto only = [](const std::vector<Row>& rows, auto fits) {
            Row found = kNoRow;
            for (const auto row : rows) {
                if (!fits(row)) continue;
                if (found != kNoRow) return kNoRow;
                found = row;
            }
            return found;
        };
        for (const auto line : lines_) {
            const auto one = only(expectations_, [&](Row row) { return Fits(row, line); });
            if (one != kNoRow && only(lines_, [&](Row row) { return Fits(one, row); }) == line)
                desk_.Match(index_, std::span(&line, 1), std::span(&one, 1));
        }
    }

    // Amount by amount; what that leaves may differ by a fee.
    void MatchEqualAmounts() {
        std::ranges::stable_sort(expectations_, {},
                                 [&](Row row) { return desk_.Expected(row).amount; });
        std::ranges::stable_sort(lines_, {}, [&](Row row) { return desk_.Line(row).amount; });
        auto line = lines_.begin();
        for (auto first = expectations_.begin(); first != expectations_.end();) {
            const auto amount = desk_.Expected(*first).amount;
            const auto end = std::find_if(first, expectations_.end(), [&](Row row) {
                return desk_.Expected(row).amount != amount;
            });
            while (line != lines_.end() && desk_.Line(*line).amount < amount) ++line;
            const auto lines_end = std::find_if(
                line, lines_.end(), [&](Row row) { return desk_.Line(row).amount != amount; });
            MatchNearest(std::span(first, end), std::span(line, lines_end));
            line = lines_end;
            first = end;
        }
        std::erase_if(expectations_, [&](Row row) { return desk_.ExpectationTaken(row); });
        std::erase_if(lines_, [&](Row row) { return desk_.LineTaken(row); });
        MatchOnlyFits();
    }

    // The same reference and amount several times: the nearest in date belong together.
    void MatchNearest(std::span<const Row> expectations, std::span<const Row> lines) {
        if (expectations.empty() || lines.empty()) return;
        // One form of several references does not say which of them a line means.
        if (pass_.kind != PassKind::kExactReference && expectations.size() > 1) return;
        if (expectations.size() * lines.size() > kPairsMax) return;
        pairs_.clear();
        for (const auto expectation : expectations)
            for (const auto line : lines)
                if (Allowed(desk_.Expected(expectation), desk_.Line(line)))
                    pairs_.push_back({std::abs(desk_.Expected(expectation).value_day -
                                               desk_.Line(line).value_day),
                                      line, expectation});
        std::ranges::sort(pairs_);
        undecided_.clear();
        for (auto first = pairs_.begin(); first != pairs_.end();) {
            const auto end = std::find_if(
                first, pairs_.end(), [&](const Pair& pair) { return pair.days != first->days; });
            MatchEquallyNear(std::span(first, end), expectations.size() > lines.size());
            first = end;
        }
    }

    // Pairs so many days apart. Where `some_are_missing`, a line that is as near to two
    // expectations is given to neither: nobody can tell which of them is the one that is missing.
    void MatchEquallyNear(std::span<Pair> pairs, bool some_are_missing) {
        const auto rest = std::ranges::remove_if(pairs, [&](const Pair& pair) {
            return desk_.ExpectationTaken(pair.expectation) || desk_.LineTaken(pair.line) ||
                   std::ranges::find(undecided_, pair.line) != undecided_.end();
        });
        pairs = pairs.first(pairs.size() - rest.size());
        if (some_are_missing)
            for (std::size_t i = 1; i < pairs.size(); ++i)
                if (pairs[i].line == pairs[i - 1].line) undecided_.push_back(pairs[i].line);
        for (const auto& pair : pairs)
            if (!desk_.ExpectationTaken(pair.expectation) && !desk_.LineTaken(pair.line) &&
                std::ranges::find(undecided_, pair.line) == undecided_.end())
                desk_.Match(index_, std::span(&pair.line, 1), std::span(&pair.expectation, 1));
    }

    Desk& desk_;
    const Pass& pass_;
    std::size_t index_;
    std::vector<Row> expectations_;
    std::vector<Row> lines_;
    std::vector<Pair> pairs_;
    std::vector<Row> undecided_;  // lines
};

// Goes through the references of expectations, the strongest kind first, and joins each with all
// that lines say.
template <class KeyOf>
void Join(Desk& desk, std::size_t pass, const Partition& partition, std::vector<LineKey>& line_keys,
          std::size_t key_count, KeyOf key_of) {
    SameReference same(desk, pass);
    std::vector<KeyedRow> expectations;
    std::vector<KeyedRow> lines;
    std::vector<Row> first_of(key_count, kNoRow);
    for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
        expectations.clear();
        for (const auto row : partition.expectations) {
            const auto key = key_of(row, kind);
            if (key == kNoText || desk.ExpectationTaken(row)) continue;
            if (first_of[key] == kNoRow) first_of[key] = row;
            expectations.push_back({first_of[key], row});
        }
        if (expectations.empty()) continue;
        lines.clear();
        for (const auto& key : line_keys)
            if (first_of[key.key] != kNoRow && !(kind == kOwnId && key.own) &&
                !desk.LineTaken(key.line))
                lines.push_back({first_of[key.key], key.line});
        for (const auto& one : expectations) first_of[key_of(one.row, kind)] = kNoRow;
        std::ranges::sort(expectations);
        std::ranges::sort(lines);
        auto line = lines.begin();
        for (auto first = expectations.begin(); first != expectations.end();) {
            const auto is_other = [key = first->key](const KeyedRow& one) {
                return one.key != key;
            };
            const auto end = std::find_if(first, expectations.end(), is_other);
            while (line != lines.end() && line->key < first->key) ++line;
            const auto lines_end = std::find_if(line, lines.end(), is_other);
            same.Decide(std::span(first, end), std::span(line, lines_end));
            line = lines_end;
            first = end;
        }
    }
}

void JoinExact(Desk& desk, std::size_t pass, const Partition& partition) {
    std::vector<LineKey> keys;
    keys.reserve(partition.lines.size() * 2);
    for (const auto row : partition.lines) {
        const auto& line = desk.Line(row);
        for (std::size_t kind = 0; kind < kReferenceKinds; ++kind)
            if (const auto key = line.references[kind]; key != kNoText)
                keys.push_back({.key = key, .line = row, .own = kind == kOwnId});
        if (line.text != kNoText) keys.push_back({.key = line.text, .line = row});
    }
    Join(desk, pass, partition, keys, desk.TheBook().texts.Size(),
         [&](Row row, std::size_t kind) { return desk.Expected(row).references[kind]; });
}

void JoinNormalised(Desk& desk, std::size_t pass, const Partition& partition) {
    std::vector<LineKey> keys;
    for (const auto row : partition.lines) desk.AppendForms(row, keys);
    Join(desk, pass, partition, keys, desk.FormCount(),
         [&](Row row, std::size_t kind) { return desk.FormsOf(row)[kind]; });
}

void JoinTruncated(Desk& desk, std::size_t pass, const Partition& partition) {
    const auto length = static_cast<std::size_t>(desk.TheRules().passes[pass].length);
    const auto& texts = desk.TheBook().texts;
    std::vector<Desk::Forms> cut(partition.expectations.size());
    for (std::size_t i = 0; i < cut.size(); ++i)
        for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
            const auto text = texts.At(desk.Expected(partition.expectations[i]).references[kind]);
            if (text.size() > length) cut[i][kind] = desk.FormOf(text.substr(0, length));
        }
    std::vector<LineKey> keys;
    for (const auto row : partition.lines)
        for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) {
            const auto text = texts.At(desk.Line(row).references[kind]);
            if (text.size() != length) continue;
            if (const auto key = desk.KnownFormOf(text); key && *key != kNoText)
                keys.push_back({.key = *key, .line = row, .own = kind == kOwnId});
        }
    Join(desk, pass, partition, keys, desk.FormCount(), [&](Row row, std::size_t kind) {
        const auto at = std::ranges::lower_bound(partition.expectations, row);
        return cut[static_cast<std::size_t>(at - partition.expectations.begin())][kind];
    });
}

}  // namespace

void RunReferencePass(Desk& desk, std::size_t pass, const Partition& partition) {
    switch (desk.TheRules().passes[pass].kind) {
        case PassKind::kNormalisedReference: return JoinNormalised(desk, pass, partition);
        case PassKind::kTruncatedReference: return JoinTruncated(desk, pass, partition);
        default: return JoinExact(desk, pass, partition);
    }
}

}  // namespace clearway::reconciliation::matching
