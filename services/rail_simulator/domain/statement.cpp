// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/domain/statement.h"

#include <algorithm>
#include <map>

#include "core/digest.h"

namespace clearway::rail_simulator {
namespace {

constexpr BreakKind kKinds[] = {BreakKind::kMissing,   BreakKind::kExtra,
                                BreakKind::kDuplicate, BreakKind::kWrongAmount,
                                BreakKind::kWrongDate, BreakKind::kWrongCurrency};

// Further than anybody lets value dates differ.
constexpr std::chrono::days kWrongBy{7};

core::Money InOtherCurrency(const core::Money& amount) {
    const bool euro = amount.GetCurrency().Code() == "EUR";
    return {*core::Currency::Parse(euro ? "USD" : "EUR"), amount.MinorUnits()};
}

// Which entries are broken, and how: they are taken in the order of a hash.
std::map<std::size_t, BreakKind> Victims(const std::vector<StatementEntry>& entries,
                                         const std::string& seed) {
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t i = 0; i < entries.size(); ++i)
        order.emplace_back(core::AsBytes(core::Sha256(seed + "\n" + entries[i].servicer_reference)),
                           i);
    std::ranges::sort(order);
    const auto each = std::max<std::size_t>(1, entries.size() / 100);
    std::map<std::size_t, BreakKind> victims;
    auto next = order.begin();
    for (std::size_t round = 0; round < each; ++round)
        for (const auto kind : kKinds)
            if (next != order.end()) victims.emplace((next++)->second, kind);
    return victims;
}

StatementEntry Renamed(StatementEntry entry, const char* suffix) {
    entry.servicer_reference += suffix;
    return entry;
}

// Of nobody's payment: references that were never given.
StatementEntry Invented(StatementEntry entry) {
    entry = Renamed(std::move(entry), "X");
    const auto id = core::ToHex(core::Sha256("extra\n" + entry.servicer_reference)).substr(0, 32);
    entry.references = {.message_id = id, .end_to_end_id = id, .transaction_id = id};
    return entry;
}

}  // namespace

StatementEntry EntryOf(const Payment& payment, bool is_return, core::Timestamp booked) {
    const auto day = std::chrono::floor<std::chrono::days>(booked);
    return {.servicer_reference = (is_return ? "RT" : "PT") + std::to_string(payment.number),
            .is_return = is_return,
            .amount = payment.Settled(),
            .booked = day,
            .value = day,
            .references = payment.order.references,
            .reason = is_return ? payment.reason : std::string(),
            .creditor_name = payment.order.creditor_name,
            .creditor_iban = payment.order.creditor_iban};
}

PlantedDay PlantBreaks(std::vector<StatementEntry> entries, const std::string& seed) {
    const auto victims = Victims(entries, seed);
    PlantedDay day;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& truth = entries[i];
        const auto found = victims.find(i);
        if (found == victims.end()) {
            day.entries.push_back(truth);
            continue;
        }
        auto stated = truth;
        switch (found->second) {
            case BreakKind::kMissing:
                day.breaks.push_back({.kind = found->second, .truth = truth});
                continue;
            case BreakKind::kExtra:
                day.entries.push_back(truth);
                stated = Invented(truth);
                day.entries.push_back(stated);
                day.breaks.push_back({.kind = found->second, .stated = stated});
                continue;
            case BreakKind::kDuplicate:
                day.entries.push_back(truth);
                stated = Renamed(truth, "D");
                break;
            case BreakKind::kWrongAmount:
                stated.amount = {truth.amount.GetCurrency(), truth.amount.MinorUnits() + 7};
                break;
            case BreakKind::kWrongDate: stated.value += kWrongBy; break;
            case BreakKind::kWrongCurrency:
                stated.amount = InOtherCurrency(truth.amount);
                day.in_other_currency.push_back(stated);
                day.breaks.push_back({.kind = found->second, .truth = truth, .stated = stated});
                continue;
        }
        day.entries.push_back(stated);
        day.breaks.push_back({.kind = found->second, .truth = truth, .stated = stated});
    }
    return day;
}

}  // namespace clearway::rail_simulator
