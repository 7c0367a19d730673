// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/table_form.h"

#include <algorithm>
#include <array>

#include "core/currency.h"
#include "services/reconciliation/matching/day.h"
#include "services/reconciliation/statements/amount_text.h"
#include "services/reconciliation/statements/side_word.h"
#include "services/reconciliation/statements/table_rows.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::array kAmounts{Meaning::kAmount, Meaning::kDebit, Meaning::kCredit, Meaning::kFee,
                              Meaning::kTolerance};
constexpr std::array kDays{Meaning::kValueDate, Meaning::kBookingDate};
// A table is in the first of them that its first day has; the two behind each other are told apart
// by the other days.
constexpr auto kForms = std::to_array<std::string_view>(
    {"", "YYYYMMDD", "YYYY/MM/DD", "YYYY.MM.DD", "DD.MM.YYYY", "DD.MM.YY", "DD/MM/YYYY",
     "MM/DD/YYYY", "DD/MM/YY", "MM/DD/YY", "DD-MM-YYYY", "MM-DD-YYYY", "DD-MMM-YYYY", "DD-MMM-YY",
     "DD MMM YYYY"});

// What an amount says of the sign before decimals.
struct Decimals {
    char sign = '\0';   // it can only be this one
    bool open = false;  // three digits stand behind the only sign: "5.000"
};

Decimals DecimalsOf(std::string_view amount) {
    const auto comma = amount.rfind(',');
    const auto point = amount.rfind('.');
    constexpr auto kNone = std::string_view::npos;
    if (comma == kNone && point == kNone) return {};
    if (comma != kNone && point != kNone) return {.sign = comma > point ? ',' : '.'};
    const char sign = comma == kNone ? '.' : ',';
    const char other = comma == kNone ? ',' : '.';
    if (std::ranges::count(amount, sign) > 1) return {.sign = other};  // between thousands
    const auto at = amount.find(sign);
    auto behind = amount.size() - at - 1;
    if (amount.ends_with('-')) --behind;
    const auto first = amount.find_first_not_of("+-");
    const bool below_one = at == first || (amount[first] == '0' && at == first + 1);
    if (behind == 3 && !below_one) return {.open = true};
    return {.sign = sign};
}

class FormSearch {
public:
    void Take(std::string_view amount, std::string_view currency) {
        const auto decimals = DecimalsOf(amount);
        if (decimals.open && !HasThreeDecimals(currency)) open_ = true;
        if (decimals.sign == '\0') return;
        if (decimal_ != '\0' && decimal_ != decimals.sign) contradicts_ = true;
        decimal_ = decimals.sign;
    }

    void TakeDay(std::string_view day) {
        if (day.empty()) return;
        const auto reads = [&](std::string_view form) {
            return matching::ParseDay(day, form).has_value();
        };
        if (forms_.empty() && !no_form_) {
            std::ranges::copy_if(kForms, std::back_inserter(forms_), reads);
            no_form_ = forms_.empty();
            if (!forms_.empty() && forms_.front().empty()) forms_.resize(1);
        }
        if (forms_.size() < 2 || !std::ranges::any_of(forms_, reads)) return;
        if (matching::ParseDay(day, forms_[0]) != matching::ParseDay(day, forms_[1]))
            differ_ = true;
        std::erase_if(forms_, [&](auto form) { return !reads(form); });
    }

    bool IsDone() const {
        return decimal_ == '.' && !contradicts_ && forms_.size() == 1 && forms_.front().empty();
    }

    TableForm Result() const {
        TableForm form;
        if (contradicts_) {
            form.fault = "some amounts have a decimal comma and some a decimal point";
            return form;
        }
        if (decimal_ == '\0' && open_) {
            form.fault =
                "its amounts may be in thousands or have decimals, as 5.000: a form of CSV in the "
                "rules file can say decimal";
            return form;
        }
        if (decimal_ == ',') {
            form.amounts = {.decimal = ',', .thousands = '.'};
            form.notes.emplace_back("amounts are read with a decimal comma");
        } else if (decimal_ == '.') {
            form.amounts.thousands = ',';
        }
        if (forms_.size() > 1 && differ_) {
            form.fault =
                "days and months of its dates cannot be told apart: a form of CSV in the rules "
                "file can say date_form";
        } else if (!forms_.empty() && !forms_.front().empty()) {
            form.date_form = forms_.front();
            form.notes.push_back("dates are read as " + form.date_form);
        }
        return form;
    }

private:
    static bool HasThreeDecimals(std::string_view code) {
        const auto currency = core::Currency::Parse(code);
        return currency && currency->Exponent() >= 3;
    }

    char decimal_ = '\0';
    bool open_ = false;
    bool contradicts_ = false;
    std::vector<std::string_view> forms_;
    bool no_form_ = false;
    bool differ_ = false;
};

// Looks for a column that says credit or debit in each row and is called neither, in a table that
// says sides in no other way: all of it would be credits. It may be called a code or a text.
class DirectionSearch {
public:
    explicit DirectionSearch(const TableColumns& columns) {
        const bool one = columns.Has(Meaning::kAmount) || columns.Has(Meaning::kAmountMinor);
        if (!one || columns.Has(Meaning::kDirection)) return;
        for (const auto place : columns.Unread()) open_.push_back({.place = place});
        for (const auto meaning : {Meaning::kCode, Meaning::kText, Meaning::kReference})
            for (const auto place : columns.PlacesOf(meaning)) open_.push_back({.place = place});
    }

    void Take(std::span<const std::string_view> row, std::string_view amount) {
        if (amount.find('-') != std::string_view::npos) open_.clear();
        std::erase_if(open_, [&](Candidate& candidate) {
            const auto word = row[candidate.place];
            const auto side = SideOf(word);
            candidate.credits |= side == 1;
            candidate.debits |= side == -1;
            candidate.one_letter |= word.size() == 1;
            return !side;
        });
    }

    bool IsDone() const { return open_.empty(); }

    std::optional<std::size_t> Result() const {
        // One letter alone, the same in each row, may stand for anything.
        for (const auto& candidate : open_)
            if (candidate.debits && (candidate.credits || !candidate.one_letter))
                return candidate.place;
        return std::nullopt;
    }

private:
    struct Candidate {
        std::size_t place;
        bool credits = false;
        bool debits = false;
        bool one_letter = false;
    };
    std::vector<Candidate> open_;
};

// Whether a column of debits writes them below zero, each of them.
class DebitSigns {
public:
    explicit DebitSigns(const TableColumns& columns)
        : done_(columns.Has(Meaning::kAmount) || !columns.Has(Meaning::kDebit)) {}

    void Take(std::string_view debit, std::string_view currency) {
        if (debit.find_first_of("123456789") == std::string_view::npos) return;
        if (SideBehind(debit, currency)) return;  // no sign, but a word
        const bool is_negative =
            PlainAmount(debit, currency, room_).find('-') != std::string_view::npos;
        negative_ |= is_negative;
        done_ |= !is_negative;
    }

    bool IsDone() const { return done_; }
    bool AreNegative() const { return negative_ && !done_; }

private:
    bool done_;
    bool negative_ = false;
    std::string room_;
};

std::string_view CurrencyOf(const TableColumns& columns, std::span<const std::string_view> row,
                            std::string_view otherwise) {
    if (!columns.CurrencyOfAmounts().empty()) return columns.CurrencyOfAmounts();
    const auto own = columns.In(row, Meaning::kCurrency);
    return own.empty() ? otherwise : own;
}

}  // namespace

bool DebitsAreNegative(CsvRows rows, const TableColumns& columns, std::string_view currency) {
    DebitSigns debits(columns);
    std::vector<std::string_view> row;
    while (!debits.IsDone() && rows.Next(row))
        if (KindOf(row, columns) == RowKind::kMovement)
            debits.Take(columns.In(row, Meaning::kDebit), CurrencyOf(columns, row, currency));
    return debits.AreNegative();
}

TableForm FindTableForm(CsvRows rows, const TableColumns& columns, std::string_view currency) {
    FormSearch search;
    DirectionSearch direction(columns);
    std::vector<std::string_view> row;
    std::string room;
    while (!(search.IsDone() && direction.IsDone()) && rows.Next(row)) {
        if (KindOf(row, columns) != RowKind::kMovement) continue;
        const auto own = CurrencyOf(columns, row, currency);
        const auto amount = [&](Meaning meaning) {
            return PlainAmount(columns.In(row, meaning), own, room);
        };
        for (const auto meaning : kAmounts) search.Take(amount(meaning), own);
        for (const auto meaning : kDays) search.TakeDay(columns.In(row, meaning));
        direction.Take(
            row, amount(columns.Has(Meaning::kAmount) ? Meaning::kAmount : Meaning::kAmountMinor));
    }
    auto form = search.Result();
    form.direction = direction.Result();
    return form;
}

}  // namespace clearway::reconciliation::statements
