// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rails/write_statement.h"

#include <algorithm>
#include <stdexcept>

#include "core/digest.h"
#include "iso20022/message_writer.h"

namespace clearway::rail_simulator {
namespace {

using iso20022::Part;
using iso20022::Side;

std::string DayText(Day day) { return core::FormatRfc3339(day).substr(0, 10); }

iso20022::Balance BalanceOf(const char* type, std::int64_t minor, const core::Currency& currency,
                            Day day) {
    return {.type = {.code = type},
            .amount = core::Money(currency, minor < 0 ? -minor : minor),
            .side = minor < 0 ? Side::kDebit : Side::kCredit,
            .date = {.day = day}};
}

// As its schema has it; whether the check digits are right is the participant's matter.
bool HasFormOfIban(std::string_view number) {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto rest = [&](char c) { return letter(c) || digit(c) || (c >= 'a' && c <= 'z'); };
    return number.size() >= 5 && number.size() <= 34 && letter(number[0]) && letter(number[1]) &&
           digit(number[2]) && digit(number[3]) && std::ranges::all_of(number, rest);
}

iso20022::Account AccountOf(const std::string& number) {
    if (HasFormOfIban(number)) return {.iban = number};
    return {.other = {.id = number}};
}

iso20022::Entry EntryPart(const StatementEntry& entry) {
    const auto side = entry.is_return ? Side::kCredit : Side::kDebit;
    const auto& references = entry.references;
    iso20022::EntryTransaction transaction{
        .references = {.message_id = references.message_id,
                       .servicer_reference = entry.servicer_reference,
                       .instruction_id = references.instruction_id,
                       .end_to_end_id = references.end_to_end_id,
                       .uetr = references.uetr,
                       .transaction_id = references.transaction_id},
        .amount = entry.amount,
        .side = side,
        .creditor_account = AccountOf(entry.creditor_iban)};
    transaction.creditor.party.name = entry.creditor_name;
    if (entry.is_return) transaction.references.clearing_reference = ReturnIdOf(references);
    if (!entry.reason.empty()) transaction.return_reason.reason.code = entry.reason;
    return {.reference = entry.servicer_reference,
            .amount = entry.amount,
            .side = side,
            .status = "BOOK",
            .booked = {.day = entry.booked},
            .value_date = {.day = entry.value},
            .servicer_reference = entry.servicer_reference,
            .code = {.domain = "PMNT",
                     .family = "ICDT",
                     .sub_family = entry.is_return ? "RRTN" : "ESCT"},
            .details = {{.transactions = {std::move(transaction)}}}};
}

// Account, period and balances, then the entries.
void AddStatement(const StatementPage& page, const core::Currency& currency, std::int64_t opening,
                  std::span<const StatementEntry> entries, std::vector<Part>& parts) {
    const auto& account = page.account;
    const auto year = std::chrono::year_month_day(page.day).year();
    iso20022::Statement statement{
        .id = account.rail + "-" + DayText(page.day) + "-" + std::string(currency.Code()),
        .electronic_sequence = (page.day - Day(year / 1 / 1)).count() + 1,
        .created = page.created,
        .account = {.other = {.id = account.Number()}, .currency = std::string(currency.Code())}};
    if (page.page > 1 || !page.is_last)
        statement.page = {.number = std::to_string(page.page), .last = page.is_last};
    auto closing = opening;
    for (const auto& entry : entries) closing += entry.SignedMinor();
    if (!page.is_notification)
        statement.balances = {BalanceOf("OPBD", opening, currency, page.day),
                              BalanceOf("CLBD", closing, currency, page.day)};
    parts.push_back(std::move(statement));
    for (const auto& entry : entries) parts.push_back(EntryPart(entry));
    parts.push_back(iso20022::StatementEnd{});
}

}  // namespace

Answer WriteStatement(const StatementPage& page) {
    const auto& account = page.account;
    const auto kind =
        page.is_notification ? iso20022::MessageKind::kCamt054 : iso20022::MessageKind::kCamt053;
    std::string name = account.Number() + std::string(account.currency.Code()) +
                       core::FormatRfc3339(page.created) + std::to_string(page.page);
    for (const auto& entry : page.entries) name += entry.servicer_reference;
    auto id = core::ToHex(core::Sha256(name)).substr(0, 32);
    std::vector<Part> parts = {iso20022::GroupHeader{.message_id = id, .created = page.created}};
    AddStatement(page, account.currency, page.opening_minor, page.entries, parts);
    if (!page.in_other_currency.empty()) {
        const auto& first = page.in_other_currency.front();
        AddStatement(page, first.amount.GetCurrency(), 0, page.in_other_currency, parts);
    }
    auto content = iso20022::WriteMessage(kind, parts);
    if (!content) throw std::logic_error("a statement of the rail: " + content.error().detail);
    return {.message_id = std::move(id),
            .type = std::string(iso20022::WrittenType(kind).name),
            .content = std::move(*content)};
}

std::vector<StatementPage> PagesOf(StatementPage day, std::span<const StatementEntry> entries,
                                   std::size_t page_entries) {
    std::vector<StatementPage> pages;
    do {
        day.entries = entries.first(std::min(entries.size(), page_entries));
        entries = entries.subspan(day.entries.size());
        day.is_last = entries.empty();
        pages.push_back(day);
        ++day.page;
        for (const auto& entry : pages.back().entries) day.opening_minor += entry.SignedMinor();
    } while (!entries.empty());
    return pages;
}

Answer WriteNotification(const StatementAccount& account, const StatementEntry& entry,
                         core::Timestamp now) {
    return WriteStatement({.account = account,
                           .day = entry.booked,
                           .is_notification = true,
                           .entries = {&entry, 1},
                           .created = now});
}

}  // namespace clearway::rail_simulator
