// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940_line.h"

#include <algorithm>
#include <array>

namespace clearway::reconciliation::statements {
namespace {

using matching::Day;

constexpr matching::AmountForm kSwiftAmount{.decimal = ','};
constexpr std::size_t kReferenceMax = 16;
constexpr Day kHalfYear = 183;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view Take(std::string_view& text, std::size_t count) {
    const auto taken = text.substr(0, count);
    text.remove_prefix(taken.size());
    return taken;
}

// Digits and one comma, which must be there: "1234,", "0,5".
std::string_view TakeAmount(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && (IsDigit(text[length]) || text[length] == ',')) ++length;
    return Take(text, length);
}

std::optional<std::int64_t> AmountOf(std::string_view text, matching::CurrencyIndex currency) {
    if (text.find(',') == std::string_view::npos || !IsDigit(text.front())) return std::nullopt;
    return matching::ParseAmount(text, currency, kSwiftAmount);
}

// MMDD in the year that brings it nearest to the value date: booked on 2 January for 31 December.
std::optional<Day> EntryDay(std::string_view text, Day value_day) {
    std::optional<Day> nearest;
    const auto year = std::stoi(matching::FormatDay(value_day).substr(0, 4));
    for (const int candidate : {year - 1, year, year + 1}) {
        const auto day =
            matching::ParseDay(std::to_string(candidate) + std::string(text), "YYYYMMDD");
        if (day && (!nearest || std::abs(*day - value_day) < std::abs(*nearest - value_day)))
            nearest = day;
    }
    if (nearest && std::abs(*nearest - value_day) > kHalfYear) return std::nullopt;
    return nearest;
}

struct Mark {
    int sign = 1;
    bool reversal = false;
};

// C, D, RC (a credit is taken back), RD.
std::optional<Mark> TakeMark(std::string_view& text) {
    Mark mark;
    if (text.starts_with('R')) {
        mark.reversal = true;
        text.remove_prefix(1);
    }
    if (!text.starts_with('C') && !text.starts_with('D')) return std::nullopt;
    mark.sign = (text.front() == 'C') != mark.reversal ? 1 : -1;
    text.remove_prefix(1);
    return mark;
}

}  // namespace

std::string ReadMt940Balance(std::string_view value, Mt940Balance& balance) {
    const auto mark = Take(value, 1);
    if (mark != "C" && mark != "D") return "must begin with C or D";
    const auto day = matching::ParseDay(Take(value, 6), "YYMMDD");
    if (!day) return "must have a date, YYMMDD";
    const auto currency = matching::FindCurrency(Take(value, 3));
    if (!currency) return "must have a currency of ISO 4217";
    const auto amount = value.empty() ? std::nullopt : AmountOf(value, *currency);
    if (!amount || *amount < 0)
        return "must have an amount with a comma and the decimals of the currency";
    balance = {.day = *day, .currency = *currency, .amount = mark == "C" ? *amount : -*amount};
    return {};
}

std::string ReadMt940Line(std::string_view value, matching::CurrencyIndex currency,
                          Mt940Line& line) {
    value = value.substr(0, value.find('\n'));  // behind it: details of the bank
    const auto day = matching::ParseDay(Take(value, 6), "YYMMDD");
    if (!day) return "must begin with a value date, YYMMDD";
    line.value_day = line.booked_day = *day;
    if (value.size() > 4 && IsDigit(value.front())) {
        const auto entry = EntryDay(Take(value, 4), *day);
        if (!entry) return "must have an entry date, MMDD";
        line.booked_day = *entry;
    }
    const auto mark = TakeMark(value);
    if (!mark) return "must have a mark, C, D, RC or RD";
    if (!value.empty() && IsUpper(value.front())) value.remove_prefix(1);  // funds code
    const auto amount = TakeAmount(value);
    const auto minor = amount.empty() ? std::nullopt : AmountOf(amount, currency);
    if (!minor) return "must have an amount with a comma and the decimals of the currency";
    line.amount = mark->sign * *minor;
    line.reversal = mark->reversal;
    const auto code = Take(value, 4);
    if (code.size() != 4 || !IsUpper(code.front()))
        return "must have a transaction type, like NTRF";
    line.code = code;
    const auto slashes = value.find("//");
    line.customer_reference = value.substr(0, slashes);
    if (slashes != std::string_view::npos) line.bank_reference = value.substr(slashes + 2);
    if (line.customer_reference.empty() || line.customer_reference.size() > kReferenceMax)
        return "must have a reference of 1 to 16 letters";
    if (line.amount == 0) return "must not be of nothing";
    return {};
}

namespace {

// "EREF+...SVWZ+..." in the joined fields ?20 to ?29 and ?60 to ?63.
constexpr std::array<std::string_view, 13> kSepaWords{"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
                                                      "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+",
                                                      "IBAN+", "BIC+",  "PURP+"};
constexpr std::array<std::string_view, 18> kSlashWords{
    "/EREF/", "/PREF/", "/KREF/", "/MARF/", "/CSID/", "/REMI/", "/IBAN/", "/BIC/",  "/NAME/",
    "/TRTP/", "/CNTP/", "/ULTD/", "/ULTC/", "/PURP/", "/RTRN/", "/SVCL/", "/ISDT/", "/ORDP/"};

// What stands behind a word, up to the next one.
template <class Words>
std::string Behind(std::string_view text, std::string_view word, const Words& words) {
    const auto at = text.find(word);
    if (at == std::string_view::npos) return {};
    const auto rest = text.substr(at + word.size());
    auto end = rest.size();
    for (const auto next : words) end = std::min(end, std::min(rest.find(next), rest.size()));
    auto found = rest.substr(0, end);
    while (found.ends_with(' ') || found.ends_with('/')) found.remove_suffix(1);
    while (found.starts_with(' ')) found.remove_prefix(1);
    return std::string(found);
}

std::string WithoutLineEnds(std::string_view value, std::string_view between) {
    std::string joined;
    for (const char c : value) {
        if (c == '\n')
            joined += between;
        else
            joined += c;
    }
    return joined;
}

// "166?00TRANSFER?20EREF+A1?21SVWZ+THANKS?31DE..?32NAME".
Mt940Information ReadSubfields(const std::string& value) {
    Mt940Information information;
    std::string purpose;
    for (auto at = value.find('?'); at != std::string::npos;) {
        const auto next = std::min(value.find('?', at + 1), value.size());
        const auto code = value.substr(at + 1, 2);
        const auto text = next > at + 3 ? value.substr(at + 3, next - at - 3) : std::string();
        if ((code >= "20" && code <= "29") || (code >= "60" && code <= "63")) purpose += text;
        if (code == "31") information.counterparty_account = text;
        if (code == "32" || code == "33") information.counterparty_name += text;
        at = next == value.size() ? std::string::npos : next;
    }
    information.end_to_end = Behind(purpose, "EREF+", kSepaWords);
    information.customer_reference = Behind(purpose, "KREF+", kSepaWords);
    information.text = Behind(purpose, "SVWZ+", kSepaWords);
    if (information.text.empty() && information.end_to_end.empty()) information.text = purpose;
    return information;
}

}  // namespace

Mt940Information ReadMt940Information(std::string_view value) {
    const bool has_code = value.size() > 4 && std::ranges::all_of(value.substr(0, 3), IsDigit);
    if (has_code && value[3] == '?') return ReadSubfields(WithoutLineEnds(value, ""));
    const auto joined = WithoutLineEnds(value, "");
    if (joined.starts_with('/') &&
        (joined.find("/EREF/") != std::string::npos || joined.find("/REMI/") != std::string::npos))
        return {.end_to_end = Behind(joined, "/EREF/", kSlashWords),
                .customer_reference = Behind(joined, "/KREF/", kSlashWords),
                .text = Behind(joined, "/REMI/", kSlashWords),
                .counterparty_account = Behind(joined, "/IBAN/", kSlashWords),
                .counterparty_name = Behind(joined, "/NAME/", kSlashWords)};
    return {.end_to_end = Behind(joined, "EREF+", kSepaWords),
            .customer_reference = Behind(joined, "KREF+", kSepaWords),
            .text = WithoutLineEnds(value, " "),
            .counterparty_account = {},
            .counterparty_name = {}};
}

}  // namespace clearway::reconciliation::statements
