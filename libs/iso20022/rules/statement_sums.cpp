// SPDX-License-Identifier: Apache-2.0
#include "iso20022/rules/statement_sums.h"

#include <map>
#include <tuple>

namespace clearway::iso20022 {
namespace {

std::optional<core::Money> Signed(const std::optional<core::Money>& amount,
                                  const std::optional<Side>& side) {
    if (!amount || !side) return std::nullopt;
    const auto minor = amount->MinorUnits();
    return core::Money(amount->GetCurrency(), *side == Side::kCredit ? minor : -minor);
}

// The first of the type; with a subtype it is the balance of an interim report.
std::optional<core::Money> Find(const Statement& statement, std::string_view type) {
    for (const auto& balance : statement.balances)
        if (balance.type.code == type && balance.subtype == Code{})
            return Signed(balance.amount, balance.side);
    return std::nullopt;
}

}  // namespace

bool IsOnePageOfSeveral(const Page& page) {
    if (page.last == false) return true;
    const auto digits = page.number.find_first_not_of('0');
    return digits != std::string::npos && page.number.substr(digits) != "1";
}

bool HasContraryBalances(const Statement& statement) {
    std::map<std::tuple<std::string, core::Currency, std::optional<Date>>, std::int64_t> said;
    for (const auto& balance : statement.balances) {
        const auto amount = Signed(balance.amount, balance.side);
        const bool is_booked = balance.type.code == "OPBD" || balance.type.code == "PRCD" ||
                               balance.type.code == "CLBD";
        if (!is_booked || !amount || balance.subtype != Code{}) continue;
        const std::tuple key(balance.type.code, amount->GetCurrency(), balance.date.day);
        if (said.try_emplace(key, amount->MinorUnits()).first->second != amount->MinorUnits())
            return true;
    }
    return false;
}

StatementSums::StatementSums(const Statement& statement, const Page& message_page)
    : running_(Find(statement, "OPBD")),
      closing_(Find(statement, "CLBD")),
      is_page_(IsOnePageOfSeveral(statement.page) || IsOnePageOfSeveral(message_page)) {
    if (!running_) running_ = Find(statement, "PRCD");
    if (is_page_ || HasContraryBalances(statement)) running_ = std::nullopt;
}

void StatementSums::Add(const Entry& entry) {
    if (!entry.amount || !entry.side) {
        running_ = std::nullopt;
        return;
    }
    AddTo(all_, entry);
    if (entry.status != "BOOK") return;
    AddTo(booked_, entry);
    AddBooked(entry);
}

void StatementSums::AddTo(Sides& sides, const Entry& entry) {
    auto& sum = *entry.side == Side::kCredit ? sides.credits : sides.debits;
    ++sum.entries;
    if (!sum.amount.Add(Decimal::Of(*entry.amount))) overflown_ = true;
}

void StatementSums::AddBooked(const Entry& entry) {
    if (!running_) return;
    const auto sum = core::Add(*running_, *Signed(entry.amount, entry.side));
    running_ = sum ? std::optional(*sum) : std::nullopt;
}

std::optional<bool> StatementSums::Balanced() const {
    if (!running_ || !closing_ || running_->GetCurrency() != closing_->GetCurrency())
        return std::nullopt;
    return *running_ == *closing_;
}

}  // namespace clearway::iso20022
