// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/bank_accounts.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/currency.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation {
namespace {

constexpr std::string_view kClearing = "clearing";
constexpr std::string_view kSuspense = "suspense";

enum Column : std::size_t { kAccount, kLedger, kSuspenseColumn, kFees, kRounding, kNumbers, kRail };
constexpr std::array<std::string_view, 7> kColumns{
    "account", "ledger_account", "suspense_account", "fee_account", "rounding_account", "numbers",
    "rail"};

using Fields = std::vector<std::string_view>;
using Order = std::vector<std::size_t>;  // the column of each field

// The platform's own of a currency has the id that settlement derives; a test over both holds it.
core::AccountId PlatformAccount(std::string_view kind, const core::Currency& currency) {
    const auto clearing = core::DeriveClearingAccountId(currency.Code());
    if (kind == kClearing) return clearing;
    return core::AccountId(core::Uuid::Derive(clearing.value, std::string(kind)));
}

// Throws the fault.
Order ReadHeader(const Fields& fields) {
    Order order;
    for (const auto field : fields) {
        const auto found = std::ranges::find(kColumns, field);
        if (found == kColumns.end())
            throw std::runtime_error("column " + std::to_string(order.size() + 1) +
                                     " is none of account, ledger_account, suspense_account, "
                                     "fee_account, rounding_account, numbers, rail");
        order.push_back(static_cast<std::size_t>(found - kColumns.begin()));
    }
    return order;
}

std::array<std::string_view, kColumns.size()> InOrder(const Fields& fields, const Order& order) {
    std::array<std::string_view, kColumns.size()> row{};
    if (fields.size() > order.size()) throw std::runtime_error("has more fields than columns");
    for (std::size_t i = 0; i < fields.size(); ++i) row[order[i]] = fields[i];
    return row;
}

// `kind`: of the platform's own account that it may be.
std::optional<LedgerAccount> ReadOther(std::string_view text, const char* name,
                                       std::string_view kind) {
    if (text.empty()) return std::nullopt;
    auto account = LedgerAccount::Read(text, kind);
    if (!account)
        throw std::runtime_error(std::string("the ") + name + " account must be a UUID or " +
                                 std::string(kind) + ":CURRENCY");
    return account;
}

}  // namespace

std::optional<LedgerAccount> LedgerAccount::Read(std::string_view text, std::string_view kind) {
    if (const auto id = core::AccountId::Parse(text)) return LedgerAccount(*id);
    if (!text.starts_with(kind) || !text.substr(kind.size()).starts_with(":")) return std::nullopt;
    const auto currency = core::Currency::Parse(text.substr(kind.size() + 1));
    if (!currency) return std::nullopt;
    LedgerAccount account(PlatformAccount(kind, *currency));
    account.kind_ = kind;
    return account;
}

core::AccountId LedgerAccount::In(const core::Currency& currency) const {
    return kind_.empty() ? id_ : PlatformAccount(kind_, currency);
}

std::optional<AdjustmentAccounts> BankAccount::AccountsOf(
    const StatementException& exception) const {
    const auto& adjustment = exception.adjustment;
    auto other = suspense;
    if (adjustment.other_side == OtherSide::kFees && fees) other = fees;
    if (adjustment.other_side == OtherSide::kRounding && rounding) other = rounding;
    if (!other) return std::nullopt;
    AdjustmentAccounts accounts{.nostro = nostro.In(exception.currency),
                                .other = other->In(exception.currency)};
    if (const auto& second = adjustment.second) {
        accounts.second_nostro = nostro.In(second->currency);
        accounts.second_other = other->In(second->currency);
    }
    return accounts;
}

void BankAccounts::AddRow(std::span<const std::string_view> row) {
    const auto number = statements::AccountText(row[kAccount]);
    if (number.empty() || row[kLedger].empty())
        throw std::runtime_error("must be an account, its ledger account and perhaps others");
    const auto nostro = LedgerAccount::Read(row[kLedger], kClearing);
    if (!nostro) throw std::runtime_error("the ledger account must be a UUID or clearing:CURRENCY");
    const BankAccount account{.nostro = *nostro,
                              .suspense = ReadOther(row[kSuspenseColumn], "suspense", kSuspense),
                              .fees = ReadOther(row[kFees], "fee", "fees"),
                              .rounding = ReadOther(row[kRounding], "rounding", "rounding"),
                              .rail = std::string(row[kRail])};
    if (names_.contains(number)) throw std::runtime_error("the account is there twice");
    if (Find(account.Id()) != nullptr)
        throw std::runtime_error(
            "another account has this ledger account already: each needs its own, or a rail");
    Add(number, account);
    for (const auto part : std::views::split(row[kNumbers], '|')) {
        const auto other = statements::AccountText(std::string_view(part.begin(), part.end()));
        if (other.empty()) continue;
        if (names_.contains(other)) throw std::runtime_error("another number is there twice");
        AddNumber(other, account.Id());
    }
}

BankAccounts BankAccounts::Read(const std::string& path) {
    const auto file = statements::ReadFileText(path);
    if (!file.fault.empty()) throw std::runtime_error(file.fault);
    BankAccounts accounts;
    statements::CsvRows rows(file.text, '\0');
    Order order{kAccount, kLedger, kSuspenseColumn, kFees, kRounding, kNumbers, kRail};
    Fields fields;
    while (rows.Next(fields)) {
        try {
            if (rows.Line() == 1 && statements::AccountText(fields[0]) == "ACCOUNT")
                order = ReadHeader(fields);
            else
                accounts.AddRow(InOrder(fields, order));
        } catch (const std::runtime_error& fault) {
            throw std::runtime_error("line " + std::to_string(rows.Line()) + ": " + fault.what());
        }
    }
    if (!rows.Fault().empty()) throw std::runtime_error(rows.Fault());
    return accounts;
}

core::AccountId BankAccount::Id() const {
    if (rail.empty()) return nostro.Id();
    return core::AccountId(core::Uuid::Derive(nostro.Id().value, "rail/" + rail));
}

void BankAccounts::Add(std::string number, BankAccount account) {
    AddNumber(std::move(number), account.Id());
    by_id_.emplace(account.Id(), std::move(account));
}

void BankAccounts::AddNumber(std::string number, const core::AccountId& id) {
    names_.emplace(std::move(number), id.ToString());
}

const BankAccount* BankAccounts::Find(const core::AccountId& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found->second;
}

std::vector<BankAccount> BankAccounts::OfRails() const {
    std::vector<BankAccount> found;
    for (const auto& [id, account] : by_id_)
        if (!account.rail.empty()) found.push_back(account);
    return found;
}

}  // namespace clearway::reconciliation
