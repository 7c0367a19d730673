// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/amount.h"

#include "core/currency.h"
#include "core/money.h"

namespace clearway::reconciliation::matching {
namespace {

constexpr int kDigitsMax = 18;

// Takes the sign, before or behind; nullopt: two of them.
std::optional<bool> TakeSign(std::string_view& text) {
    bool negative = false;
    bool taken = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        taken = true;
        text.remove_prefix(1);
    }
    if (!text.empty() && text.back() == '-') {
        if (taken) return std::nullopt;
        negative = true;
        text.remove_suffix(1);
    }
    return negative;
}

// Reads digits into minor units; false: one of them does not belong there.
struct Digits {
    std::int64_t minor = 0;
    int count = 0;
    bool Add(char c) {
        if (c < '0' || c > '9' || count == kDigitsMax) return false;
        minor = minor * 10 + (c - '0');
        if (minor != 0) ++count;
        return true;
    }
};

}  // namespace

std::optional<CurrencyIndex> FindCurrency(std::string_view code) {
    const auto all = core::AllCurrencies();
    std::size_t low = 0;
    std::size_t high = all.size();
    while (low < high) {
        const auto middle = (low + high) / 2;
        if (all[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == all.size() || all[low].code != code) return std::nullopt;
    return static_cast<CurrencyIndex>(low);
}

bool IsEuro(CurrencyIndex currency) { return CodeOf(currency) == "EUR"; }

std::string_view CodeOf(CurrencyIndex currency) { return core::AllCurrencies()[currency].code; }

std::optional<std::int64_t> ParseAmount(std::string_view text, CurrencyIndex currency,
                                        AmountForm form) {
    const auto negative = TakeSign(text);
    if (!negative) return std::nullopt;
    const auto point = text.find(form.decimal);
    const auto whole = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    const auto exponent = static_cast<std::size_t>(core::AllCurrencies()[currency].exponent);
    while (fraction.size() > exponent && fraction.back() == '0') fraction.remove_suffix(1);
    if (fraction.size() > exponent) return std::nullopt;
    Digits digits;
    constexpr std::size_t kGroup = 4;  // three digits and the sign before them
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool between = i > 0 && (whole.size() - i) % kGroup == 0;
        if (form.thousands != '\0' && whole[i] == form.thousands && between) continue;
        if (!digits.Add(whole[i])) return std::nullopt;
    }
    for (const char c : fraction)
        if (!digits.Add(c)) return std::nullopt;
    for (auto i = fraction.size(); i < exponent; ++i)
        if (!digits.Add('0')) return std::nullopt;
    return *negative ? -digits.minor : digits.minor;
}

std::string FormatAmount(std::int64_t minor, CurrencyIndex currency) {
    return core::FormatDecimal(core::Money(*core::Currency::Parse(CodeOf(currency)), minor));
}

}  // namespace clearway::reconciliation::matching
