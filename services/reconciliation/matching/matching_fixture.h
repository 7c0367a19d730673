// SPDX-License-Identifier: Apache-2.0
// Small books for tests: lines and expectations by what matters, and what came of them as text.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/reconciliation/matching/matcher.h"
#include "services/reconciliation/matching/rules_file.h"

namespace clearway::reconciliation::matching {

struct Said {
    std::string id;
    std::int64_t amount = 0;
    Day day = 100;
    std::string end_to_end = {};
    std::string other = {};
    std::string uetr = {};
    std::string text = {};
    std::string counterparty = {};  // account
    std::string name = {};          // of the counterparty
    std::string currency = "EUR";
    std::string account = "A";
    std::int64_t fee = 0;
    std::int64_t tolerance = 0;
};

class Books {
public:
    Books() { book_.statements.push_back({.file = "f", .id = "s", .day = 200}); }

    Books& Line(const Said& said) {
        StatementLine line;
        Fill(said, line);
        line.booked_day = said.day;
        line.text = book_.texts.Add(said.text);
        line.position = static_cast<std::uint32_t>(book_.lines.size() + 1);
        book_.lines.push_back(line);
        return *this;
    }
    Books& Expect(const Said& said) {
        Expectation expected;
        Fill(said, expected);
        expected.fee_max = said.fee;
        expected.tolerance = said.tolerance;
        expected.row = static_cast<std::uint32_t>(book_.expectations.size() + 1);
        book_.expectations.push_back(expected);
        return *this;
    }

    // "l1=e1", "l1+l2=e1", "missing e2", "wrong_amount l3 e3": sorted.
    std::set<std::string> Match() { return Match(DefaultRules()); }
    std::set<std::string> Match(std::string_view rules_text) {
        auto file = ReadRulesFile(rules_text);
        if (!file.rules) return {file.faults.begin(), file.faults.end()};
        Seal(book_, file.rules->references);
        const auto outcome = matching::Match(book_, *file.rules);
        std::set<std::string> told;
        for (const auto& match : outcome.matches)
            told.insert(Names(outcome.LinesOf(match), book_.lines) + "=" +
                        Names(outcome.ExpectationsOf(match), book_.expectations));
        for (const auto& one : outcome.exceptions) {
            std::string text(NameOf(one.exception_class));
            if (one.line != kNoRow) text += " " + Id(book_.lines[one.line]);
            if (one.expectation != kNoRow) text += " " + Id(book_.expectations[one.expectation]);
            told.insert(text);
        }
        return told;
    }

private:
    void Fill(const Said& said, Movement& movement) {
        auto& texts = book_.texts;
        movement.amount = said.amount;
        movement.account = texts.Add(said.account);
        movement.currency = *FindCurrency(said.currency);
        movement.value_day = said.day;
        movement.references = {texts.Add(said.uetr), texts.Add(said.end_to_end), kNoText,
                               texts.Add(said.other), texts.Add(said.id)};
        movement.counterparty_account = texts.Add(said.counterparty);
        movement.counterparty_name = texts.Add(said.name);
    }
    std::string Id(const Movement& movement) const {
        return std::string(book_.texts.At(movement.references[kOwnId]));
    }
    template <class Rows>
    std::string Names(std::span<const std::uint32_t> places, const Rows& rows) const {
        std::vector<std::string> names;
        for (const auto place : places) names.push_back(Id(rows[place]));
        std::ranges::sort(names);
        std::string joined;
        for (const auto& name : names) (joined += joined.empty() ? "" : "+") += name;
        return joined;
    }

    Book book_;
};

using Told = std::set<std::string>;

}  // namespace clearway::reconciliation::matching
