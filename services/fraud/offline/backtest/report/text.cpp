// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/text.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "core/clock.h"

namespace clearway::fraud {

namespace {

constexpr std::uint64_t kHundredth = 100;  // of the major unit, in ten-thousandths
constexpr char kAbsent[] = "–";

std::uint64_t Magnitude(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    return number < 0 ? 0 - bits : bits;
}

std::string GroupedDigits(std::uint64_t number) {
    auto digits = std::to_string(number);
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), 1, ',');
    return digits;
}

std::string Signed(std::string text, bool negative) {
    return (negative ? "−" : "+") + std::move(text);
}

double AsDouble(const FigureValue& value) {
    return std::visit([](auto number) { return static_cast<double>(number); }, value);
}

}  // namespace

std::string Escape(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\'': safe += "&#39;"; break;
            default:
                safe += static_cast<unsigned char>(letter) < ' ' || letter == '\x7f' ? ' ' : letter;
        }
    }
    return safe;
}

std::string Grouped(std::int64_t number) {
    return (number < 0 ? "−" : "") + GroupedDigits(Magnitude(number));
}

std::string Counted(std::uint64_t number, const std::string& noun) {
    return GroupedDigits(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string Fixed(double number, int decimals) {
    if (!std::isfinite(number)) return kAbsent;
    std::array<char, 400> text;
    const auto size = std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string Percent(double share) { return Fixed(share * 100, 1) + " %"; }

std::string AmountText(std::int64_t scaled_amount) {
    const auto hundredths = (Magnitude(scaled_amount) + kHundredth / 2) / kHundredth;
    return (scaled_amount < 0 ? "−" : "") + GroupedDigits(hundredths / 100) + "." +
           std::to_string(100 + hundredths % 100).substr(1);
}

std::string DayText(Second at) { return TimeText(at).substr(0, 10); }

std::string TimeText(Second at) {
    auto text = core::FormatRfc3339(core::FromMicros(static_cast<std::int64_t>(at) * 1'000'000));
    text[10] = ' ';
    return text.substr(0, 19);
}

std::string FigureText(Unit unit, const std::optional<FigureValue>& value) {
    if (!value) return kAbsent;
    switch (unit) {
        case Unit::kCount: return Grouped(std::get<std::int64_t>(*value));
        case Unit::kScaledAmount: return AmountText(std::get<std::int64_t>(*value));
        case Unit::kShare: return Percent(AsDouble(*value));
        case Unit::kMeasure: return Fixed(AsDouble(*value), 4);
        case Unit::kRate: return Fixed(AsDouble(*value), 1);
    }
    return kAbsent;
}

std::string DifferenceText(const Figure& figure) {
    const auto& [active, candidate] = figure.values;
    if (!active || !candidate) return "";
    if (std::holds_alternative<std::int64_t>(*active)) {
        const auto difference =
            std::get<std::int64_t>(*candidate) - std::get<std::int64_t>(*active);
        if (difference == 0) return "0";
        const auto text =
            figure.unit == Unit::kCount ? Grouped(difference) : AmountText(difference);
        return difference < 0 ? text : Signed(text, false);
    }
    const auto difference = AsDouble(*candidate) - AsDouble(*active);
    if (difference == 0) return "0";
    const auto size = std::abs(difference);
    if (figure.unit == Unit::kShare)
        return Signed(Fixed(size * 100, 1) + " points", difference < 0);
    return Signed(Fixed(size, figure.unit == Unit::kMeasure ? 4 : 1), difference < 0);
}

int Improvement(const Figure& figure) {
    const auto& [active, candidate] = figure.values;
    if (!active || !candidate || figure.better == Better::kNeither || *active == *candidate)
        return 0;
    const bool higher = *candidate > *active;
    return higher == (figure.better == Better::kHigher) ? 1 : -1;
}

}  // namespace clearway::fraud
