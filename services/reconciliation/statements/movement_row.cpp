// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/movement_row.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/amount_text.h"
#include "services/reconciliation/statements/cut_text.h"
#include "services/reconciliation/statements/side_word.h"

namespace clearway::reconciliation::statements {
namespace {

using matching::Day;
using matching::Movement;

std::string FaultOf(Meaning meaning, std::string_view what) {
    return std::string(NameOf(meaning)) + ": " + std::string(what);
}

std::optional<std::int64_t> WholeNumber(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    constexpr std::int64_t kMost = 999'999'999'999'999'999;  // 18 digits
    if (error != std::errc() || end != text.data() + text.size() || number > kMost ||
        number < -kMost)
        return std::nullopt;
    return number;
}

std::string AmountFault(Meaning meaning, matching::CurrencyIndex currency) {
    return FaultOf(meaning, "must be an amount of " + std::string(matching::CodeOf(currency)) +
                                " with the decimals of the currency");
}

}  // namespace

std::string MovementRow::Read(Fields fields, Movement& movement, Day& booked) {
    if (const auto doubled = columns_.FindContradiction(fields))
        return FaultOf(*doubled, "stands in two columns, and they differ");
    const auto account = columns_.In(fields, Meaning::kAccount);
    movement.account =
        texts_.Add(AccountText(CutText(account.empty() ? mapping_.account : account)));
    auto code = columns_.In(fields, Meaning::kCurrency);
    const std::string_view named = columns_.CurrencyOfAmounts();
    if (!named.empty() && !code.empty() && code != named)
        return FaultOf(Meaning::kCurrency, "must be the one that the column of the amount names");
    if (!named.empty()) code = named;
    if (code.empty()) code = mapping_.currency;
    const auto currency = matching::FindCurrency(code);
    if (!currency) return FaultOf(Meaning::kCurrency, "must be a currency of ISO 4217, like EUR");
    movement.currency = *currency;
    if (auto fault = ReadAmount(fields, movement); !fault.empty()) return fault;
    if (auto fault = ReadDays(fields, movement, booked); !fault.empty()) return fault;
    movement.references = {Text(fields, Meaning::kUetr), Text(fields, Meaning::kEndToEndId),
                           Text(fields, Meaning::kInstructionId), Text(fields, Meaning::kReference),
                           Text(fields, Meaning::kId)};
    AddMore(fields, movement);
    movement.counterparty_account =
        texts_.Add(AccountText(CutText(columns_.In(fields, Meaning::kCounterpartyAccount))));
    movement.counterparty_name =
        texts_.Add(NameText(CutText(columns_.In(fields, Meaning::kCounterpartyName))));
    return {};
}

matching::TextId MovementRow::Text(Fields fields, Meaning meaning) const {
    return texts_.Add(CutText(columns_.In(fields, meaning)));
}

// References of one meaning in several columns: each goes where there is room for it, because all
// are compared with all.
void MovementRow::AddMore(Fields fields, Movement& movement) {
    constexpr std::array kRoom{matching::kOther, matching::kInstruction, matching::kEndToEnd};
    const auto add = [&](std::string_view reference) {
        for (const auto kind : kRoom) {
            if (movement.references[kind] != matching::kNoText) continue;
            movement.references[kind] = texts_.Add(CutText(reference));
            return;
        }
        left_out_ = true;
    };
    left_out_ = false;
    for (const auto meaning :
         {Meaning::kReference, Meaning::kEndToEndId, Meaning::kInstructionId, Meaning::kId})
        columns_.ForEachMore(fields, meaning, add);
}

matching::TextId MovementRow::FreeText(Fields fields) const {
    std::string all(columns_.In(fields, Meaning::kText));
    columns_.ForEachMore(fields, Meaning::kText,
                         [&](std::string_view more) { (all += ' ') += more; });
    return texts_.Add(CutText(all));
}

std::optional<std::int64_t> MovementRow::ParseAmount(std::string_view text,
                                                     matching::CurrencyIndex currency) const {
    std::string room;
    return matching::ParseAmount(PlainAmount(text, matching::CodeOf(currency), room), currency,
                                 mapping_.amounts);
}

std::string MovementRow::ReadAmount(Fields fields, Movement& movement) const {
    const bool one = columns_.Has(Meaning::kAmount) || columns_.Has(Meaning::kAmountMinor);
    return one ? ReadOneColumn(fields, movement) : ReadTwoColumns(fields, movement);
}

std::string MovementRow::ReadOneColumn(Fields fields, Movement& movement) const {
    const bool minor = !columns_.Has(Meaning::kAmount);
    const auto text = columns_.In(fields, minor ? Meaning::kAmountMinor : Meaning::kAmount);
    const auto amount = minor ? WholeNumber(text) : ParseAmount(text, movement.currency);
    if (!amount && minor) return FaultOf(Meaning::kAmountMinor, "must be a whole number");
    if (!amount) return AmountFault(Meaning::kAmount, movement.currency);
    movement.amount = *amount;
    if (!columns_.Has(Meaning::kDirection)) return {};
    const auto sign = SideOf(columns_.In(fields, Meaning::kDirection));
    if (!sign) return FaultOf(Meaning::kDirection, "must be credit or debit");
    if (*amount < 0 && *sign > 0)
        return FaultOf(Meaning::kAmount, "must not be negative where the direction is credit");
    if (SideBehind(text, matching::CodeOf(movement.currency)).value_or(*sign) != *sign)
        return FaultOf(Meaning::kAmount, "must not say another side than the direction");
    if (*amount > 0) movement.amount = *sign * *amount;
    return {};
}

// An amount below zero takes back one of its side; but where no debit of the table is above zero,
// the sign only says again that it is one, as a word behind the amount does.
std::string MovementRow::ReadTwoColumns(Fields fields, Movement& movement) const {
    std::array<std::int64_t, 2> amounts{};
    constexpr std::array kSides{Meaning::kDebit, Meaning::kCredit};
    for (std::size_t i = 0; i < kSides.size(); ++i) {
        const auto text = columns_.In(fields, kSides[i]);
        if (text.empty()) continue;
        const auto amount = ParseAmount(text, movement.currency);
        if (!amount) return AmountFault(kSides[i], movement.currency);
        const int sign = kSides[i] == Meaning::kDebit ? -1 : 1;
        const auto said = SideBehind(text, matching::CodeOf(movement.currency));
        if (said.value_or(sign) != sign) return FaultOf(kSides[i], "must not say the other side");
        const bool is_signed = said || (sign < 0 && mapping_.negative_debits);
        amounts[i] = is_signed ? *amount : sign * *amount;
    }
    if (amounts[0] != 0 && amounts[1] != 0)
        return FaultOf(Meaning::kCredit, "must be empty where there is a debit");
    movement.amount = amounts[0] + amounts[1];
    return {};
}

std::string MovementRow::ReadDays(Fields fields, Movement& movement, Day& booked) const {
    const auto value_text = columns_.In(fields, Meaning::kValueDate);
    const auto booked_text = columns_.In(fields, Meaning::kBookingDate);
    const auto form = mapping_.date_form.empty() ? std::string("YYYY-MM-DD") : mapping_.date_form;
    const auto value = matching::ParseDay(value_text, mapping_.date_form);
    const auto booking = matching::ParseDay(booked_text, mapping_.date_form);
    if (!value && (!value_text.empty() || booked_text.empty()))
        return FaultOf(Meaning::kValueDate, "must be a date like " + form);
    if (!booking && !booked_text.empty())
        return FaultOf(Meaning::kBookingDate, "must be a date like " + form);
    movement.value_day = value ? *value : *booking;
    booked = booking ? *booking : *value;
    return {};
}

std::string MovementRow::ReadAllowance(Fields fields, Meaning meaning,
                                       matching::CurrencyIndex currency,
                                       std::int64_t& amount) const {
    const auto text = columns_.In(fields, meaning);
    if (text.empty()) return {};
    const auto read = ParseAmount(text, currency);
    if (!read || *read < 0) return AmountFault(meaning, currency);
    amount = *read;
    return {};
}

}  // namespace clearway::reconciliation::statements
