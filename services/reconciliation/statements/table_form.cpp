// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/table_form.h"

#include <algorithm>
#include <array>

#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::array kAmounts{Meaning::kAmount, Meaning::kDebit, Meaning::kCredit, Meaning::kFee,
                              Meaning::kTolerance};
constexpr std::array kDays{Meaning::kValueDate, Meaning::kBookingDate};
// A table is in the first of them that its first day has; the two behind each other are told apart
// by the other days.
constexpr std::array<std::string_view, 10> kForms{
    "",         "YYYYMMDD",   "YYYY/MM/DD", "YYYY.MM.DD", "DD.MM.YYYY",
    "DD.MM.YY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY"};

// The sign before decimals that an amount can only have; '\0': either would do.
char DecimalSignOf(std::string_view amount) {
    const auto comma = amount.rfind(',');
    const auto point = amount.rfind('.');
    constexpr auto kNone = std::string_view::npos;
    if (comma == kNone && point == kNone) return '\0';
    if (comma != kNone && point != kNone) return comma > point ? ',' : '.';
    const char sign = comma == kNone ? '.' : ',';
    const char other = comma == kNone ? ',' : '.';
    if (std::ranges::count(amount, sign) > 1) return other;  // between thousands
    const auto at = amount.find(sign);
    auto behind = amount.size() - at - 1;
    if (amount.ends_with('-')) --behind;
    return behind == 3 && at > 0 ? '\0' : sign;
}

class FormSearch {
public:
    void Take(std::string_view amount) {
        const char sign = DecimalSignOf(amount);
        if (sign == '\0') return;
        if (decimal_ != '\0' && decimal_ != sign) contradicts_ = true;
        decimal_ = sign;
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
    char decimal_ = '\0';
    bool contradicts_ = false;
    std::vector<std::string_view> forms_;
    bool no_form_ = false;
    bool differ_ = false;
};

}  // namespace

TableForm FindTableForm(CsvRows rows, const TableColumns& columns) {
    FormSearch search;
    std::vector<std::string_view> fields;
    while (!search.IsDone() && rows.Next(fields)) {
        if (fields.size() != columns.Width()) continue;
        for (const auto meaning : kAmounts) search.Take(columns.In(fields, meaning));
        for (const auto meaning : kDays) search.TakeDay(columns.In(fields, meaning));
    }
    return search.Result();
}

}  // namespace clearway::reconciliation::statements
