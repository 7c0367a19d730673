// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/planted_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <span>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation {
namespace {

constexpr matching::Day kFirstDay = 20'500;  // 2026-02-16
constexpr std::uint32_t kDays = 30;
constexpr std::array<std::string_view, 3> kCurrencies{"EUR", "USD", "JPY"};
constexpr std::array<std::int64_t, 5> kPrices{999, 1'999, 4'900, 9'990, 100'000};
constexpr std::string_view kExpectationColumns =
    "expectation_id,account,amount,currency,value_date,end_to_end_id,reference,"
    "counterparty_account,fee";
constexpr std::string_view kLineColumns =
    "line_id,account,amount,currency,booking_date,value_date,end_to_end_id,reference,text,"
    "counterparty_account";

struct Side {
    std::string account;
    std::string_view currency;
    std::int64_t amount = 0;
    matching::Day day = 0;
    std::string end_to_end = {};
    std::string reference = {};
    std::string text = {};
    std::string counterparty = {};
    std::int64_t fee = 0;
};

class Generator {
public:
    Generator(const PlantedOptions& options, PlantedTruth& truth)
        : options_(options), truth_(truth), random_(options.seed) {}

    void Run() {
        for (std::uint32_t i = 0; i < options_.breaks; ++i) AddBreak(i % 6);
        while (expectations_.size() < options_.expectations) AddClean();
    }

    std::vector<std::string>& Expectations() { return expectations_; }
    std::vector<std::string>& Lines() { return lines_; }

private:
    std::uint64_t Below(std::uint64_t limit) { return random_() % limit; }
    bool Once(std::uint64_t in) { return Below(in) == 0; }

    Side NewMovement() {
        Side side;
        side.account = "DE" + std::to_string(10'000'000 + Below(options_.accounts));
        side.currency = kCurrencies[Below(4) < 2 ? 0 : 1 + Below(2)];
        const auto magnitude = std::int64_t{100} << Below(14);
        side.amount = Once(10) ? kPrices[Below(kPrices.size())]
                               : magnitude + static_cast<std::int64_t>(Below(magnitude));
        if (Once(3)) side.amount = -side.amount;
        side.day = kFirstDay + static_cast<matching::Day>(Below(kDays));
        side.end_to_end = "INV-" + std::to_string(20'260'000'000 + ++number_ * 7);
        return side;
    }

    // Each account has its cycle: on the day or the day behind it; every other one books nothing on
    // weekends.
    static matching::Day BookedOn(const Side& expected) {
        const auto number = std::stoul(expected.account.substr(2));
        const auto lag = static_cast<matching::Day>(number / 2 % 2);
        if (number % 2 == 0) return expected.day + lag;
        auto day = AfterTheWeekend(expected.day);
        return lag == 0 ? day : AfterTheWeekend(day + 1);
    }

    static matching::Day AfterTheWeekend(matching::Day day) {
        const auto in_week = (day + 3) % 7;  // Monday is 0
        return in_week < 5 ? day : day + 7 - in_week;
    }

    std::string Counterparty() { return "FR" + std::to_string(700'000'000 + Below(1'000'000'000)); }

    std::string AddExpectation(const Side& side, std::uint32_t group) {
        auto id = "E" + std::to_string(expectations_.size() + 1);
        const auto currency = *matching::FindCurrency(side.currency);
        expectations_.push_back(
            id + "," + side.account + "," + matching::FormatAmount(side.amount, currency) + "," +
            std::string(side.currency) + "," + matching::FormatDay(side.day) + "," +
            side.end_to_end + "," + side.reference + "," + side.counterparty + "," +
            (side.fee == 0 ? "" : matching::FormatAmount(side.fee, currency)));
        if (group != 0) truth_.group_of_expectation.emplace(id, group);
        return id;
    }

    std::string AddLine(const Side& side, std::uint32_t group) {
        auto id = "B" + std::to_string(lines_.size() + 1);
        const auto day = matching::FormatDay(side.day);
        lines_.push_back(
            id + "," + side.account + "," +
            matching::FormatAmount(side.amount, *matching::FindCurrency(side.currency)) + "," +
            std::string(side.currency) + "," + day + "," + day + "," + side.end_to_end + "," +
            side.reference + "," + side.text + "," + side.counterparty);
        if (group != 0) truth_.group_of_line.emplace(id, group);
        return id;
    }

    void AddBreak(std::uint32_t kind) {
        auto expected = NewMovement();
        auto line = expected;
        line.day = BookedOn(expected);
        switch (kind) {
            case 0: return Plant("missing", {}, AddExpectation(expected, 0));
            case 1: return Plant("extra", {AddLine(line, 0)}, {});
            case 2: {
                AddExpectation(expected, ++group_);
                auto first = AddLine(line, group_);
                return Plant("duplicate", {std::move(first), AddLine(line, group_)}, {});
            }
            case 3: line.amount += Once(2) ? 1 : -line.amount / 10 - 1; break;
            case 4: line.day += 1 + static_cast<matching::Day>(Below(29)); break;
            default: line.currency = line.currency == "EUR" ? "USD" : "EUR";
        }
        constexpr std::array<std::string_view, 3> kClasses{"wrong_amount", "wrong_date",
                                                           "wrong_currency"};
        auto id = AddExpectation(expected, 0);
        Plant(std::string(kClasses[kind - 3]), {AddLine(line, 0)}, std::move(id));
    }

    void Plant(std::string exception_class, std::vector<std::string> lines, std::string expected) {
        truth_.breaks.push_back(
            {std::move(exception_class), std::move(lines), std::move(expected)});
    }

    // In a hundred: 78 with their reference, 10 with a mangled one, 5 without, 7 groups.
    void AddClean() {
        ++group_;
        const auto kind = Below(100);
        if (kind < 93) return AddPair(kind < 78 ? 0 : kind < 88 ? 1 : 2);
        if (kind < 95) return AddBatch();
        if (kind < 96) return AddBatchOfCounterparty();
        if (kind < 98) return AddParts();
        AddManyToMany();
    }

    void AddPair(int kind) {
        auto expected = NewMovement();
        if (kind == 2) expected.counterparty = Counterparty();
        auto line = expected;
        line.day = BookedOn(expected);
        if (kind == 1) Mangle(line);
        if (kind == 2) {
            line.day = expected.day + static_cast<matching::Day>(Below(3));
            line.end_to_end = Once(2) ? "NOTPROVIDED" : "";
            line.text = "Thank you";
            if (Once(4)) line.counterparty.clear();
        }
        AddExpectation(expected, group_);
        AddLine(line, group_);
    }

    void Mangle(Side& line) {
        const auto number = line.end_to_end.substr(4);
        switch (Below(6)) {
            case 0: line.end_to_end = "inv " + number; return;
            case 1: line.end_to_end = "REF:INV/" + number; return;
            case 2: line.end_to_end = "INV000" + number; return;
            case 3:
                line.end_to_end = "Ref. inv-" + number.substr(0, 4) + " " + number.substr(4);
                return;
            case 4:
                line.text = "Payment of invoice INV-" + number + " with thanks";
                line.end_to_end = "NOTPROVIDED";
                return;
            default:
                line.text = "inv " + number.substr(0, 6) + " " + number.substr(6);
                line.end_to_end.clear();
        }
    }

    // One line for many, by the batch that both name.
    void AddBatch() {
        auto line = NewMovement();
        line.reference = "BATCH" + std::to_string(900'000 + group_);
        line.end_to_end.clear();
        const auto sign = line.amount < 0 ? -1 : 1;
        line.amount = 0;
        for (auto count = 2 + Below(20); count > 0; --count) {
            auto expected = line;
            expected.end_to_end = NewMovement().end_to_end;
            expected.amount = sign * static_cast<std::int64_t>(100 + Below(200'000));
            line.amount += expected.amount;
            AddExpectation(expected, group_);
        }
        AddLine(line, group_);
    }

    void AddBatchOfCounterparty() {
        auto line = NewMovement();
        line.counterparty = Counterparty();
        line.end_to_end = "PAYOUT";
        line.amount = 0;
        for (auto count = 2 + Below(3); count > 0; --count) {
            auto expected = line;
            expected.end_to_end = NewMovement().end_to_end;
            expected.amount = static_cast<std::int64_t>(1'000 + Below(2'000'000));
            line.amount += expected.amount;
            AddExpectation(expected, group_);
        }
        AddLine(line, group_);
    }

    // An expectation that is paid in parts which name it.
    void AddParts() {
        auto expected = NewMovement();
        expected.amount = 0;
        auto line = expected;
        for (auto count = 2 + Below(3); count > 0; --count) {
            line.amount = static_cast<std::int64_t>(1'000 + Below(500'000));
            line.day = expected.day + static_cast<matching::Day>(Below(3));
            expected.amount += line.amount;
            AddLine(line, group_);
        }
        AddExpectation(expected, group_);
    }

    // Several of each for one counterparty or one reference, less a fee and with some drift.
    void AddManyToMany() {
        auto base = NewMovement();
        const bool by_reference = Once(2);
        if (by_reference)
            base.reference = "SETTLE" + std::to_string(700'000 + group_);
        else
            base.counterparty = Counterparty();
        base.end_to_end.clear();
        std::int64_t sum = 0;
        for (auto count = 2 + Below(3); count > 0; --count) {
            auto expected = base;
            expected.amount = static_cast<std::int64_t>(200'000 + Below(2'000'000));
            sum += expected.amount;
            if (!by_reference) expected.end_to_end = NewMovement().end_to_end;
            AddExpectation(expected, group_);
        }
        // Under a reference the bank may take its fee and convert; else the sum is exact.
        if (by_reference && Once(2)) sum -= static_cast<std::int64_t>(Below(2'000));
        if (by_reference && Once(2)) sum += sum / 10'000;
        auto line = base;
        line.amount = sum / 3 + static_cast<std::int64_t>(Below(1'000));
        AddLine(line, group_);
        line.amount = sum - line.amount;
        AddLine(line, group_);
    }

    const PlantedOptions& options_;
    PlantedTruth& truth_;
    std::mt19937_64 random_;
    std::uint32_t group_ = 0;
    std::uint64_t number_ = 0;
    std::vector<std::string> expectations_;
    std::vector<std::string> lines_;
};

void WriteRows(const std::string& path, std::string_view columns,
               std::span<const std::string> rows) {
    std::ofstream file(path, std::ios::binary);
    file << columns << '\n';
    for (const auto& row : rows) file << row << '\n';
}

}  // namespace

PlantedTruth WritePlantedFiles(const std::string& folder, const PlantedOptions& options) {
    PlantedTruth truth;
    Generator generator(options, truth);
    generator.Run();
    auto& lines = generator.Lines();
    auto& expectations = generator.Expectations();
    if (options.arrival != 0) {
        std::mt19937_64 random(options.arrival);
        std::ranges::shuffle(lines, random);
        std::ranges::shuffle(expectations, random);
    }
    truth.expectations = folder + "/expectations.csv";
    WriteRows(truth.expectations, kExpectationColumns, expectations);
    for (std::uint32_t i = 0; i < options.files; ++i) {
        const auto from = lines.size() * i / options.files;
        const auto to = lines.size() * (i + 1) / options.files;
        truth.statements.push_back(folder + "/statement_" + std::to_string(i) + ".csv");
        WriteRows(truth.statements.back(), kLineColumns, std::span(lines).subspan(from, to - from));
    }
    return truth;
}

}  // namespace clearway::reconciliation
