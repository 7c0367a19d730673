// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/window_rows.h"

#include <charconv>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::AsInt;
using postgres::AsText;
using postgres::AsTimestamp;

std::optional<std::int64_t> ParseWhole(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
}

}  // namespace

Settling ReadSettling(const pqxx::row& row) {
    return {.window = {.currency = CurrencyOf(AsText(row["currency"])),
                       .number = AsInt(row["number"]),
                       .model = ParseSettlementModel(AsText(row["model"])),
                       .state = ParseWindowState(AsText(row["state"])),
                       .opened_at = AsTimestamp(row["opened_at"]),
                       .closed_at = postgres::AsOptionalTimestamp(row["closed_at"]),
                       .version = static_cast<std::int32_t>(AsInt(row["version"]))},
            .instructions = AsInt(row["instructions"]),
            .announced = AsInt(row["announced"]),
            .digest = postgres::AsBytes(row["digest"]),
            .settled_at = postgres::AsOptionalTimestamp(row["settled_at"])};
}

StoredInstruction ReadInstruction(const pqxx::row& row) {
    return {.instruction = {.id = postgres::AsUuid(row["id"]),
                            .place = AsInt(row["place"]),
                            .debtor = AsText(row["debtor"]),
                            .creditor = AsText(row["creditor"]),
                            .amount = core::Money(CurrencyOf(AsText(row["currency"])),
                                                  AsInt(row["amount"])),
                            .debtor_at = {.bic = AsText(row["debtor_bic"]),
                                          .account = AsText(row["debtor_account"])},
                            .creditor_at = {.bic = AsText(row["creditor_bic"]),
                                            .account = AsText(row["creditor_account"])}},
            .confirmed = postgres::AsBool(row["confirmed"])};
}

core::Result<std::vector<Flow>> ReadFlows(const pqxx::result& rows) {
    std::vector<Flow> flows;
    flows.reserve(rows.size());
    for (const auto& row : rows) {
        const auto gross = ParseWhole(row["gross"].c_str());
        if (!gross) return core::ErrorCode::kBalanceLimit;
        flows.push_back({.debtor = AsText(row["debtor"]),
                         .creditor = AsText(row["creditor"]),
                         .gross = *gross,
                         .transfers = AsInt(row["transfers"])});
    }
    return flows;
}

void SaveSettling(postgres::Transaction& transaction, const Settling& settling) {
    const auto& window = settling.window;
    postgres::Execute(
        transaction, {"save_window", sql::kSaveWindow}, std::string(window.currency.Code()),
        window.number, std::string(TextOf(window.state)), window.version, settling.instructions,
        settling.announced, pqxx::binarystring(settling.digest),
        settling.settled_at ? core::FormatRfc3339(*settling.settled_at) : std::string());
}

void AddInstructions(postgres::Transaction& transaction, const WindowKey& key,
                     std::span<const Instruction> instructions) {
    postgres::IntegerArray place, amount;
    postgres::UuidArray id;
    postgres::TextArray debtor, creditor, debtor_bic, debtor_account, creditor_bic,
        creditor_account;
    for (const auto& instruction : instructions) {
        place.Add(instruction.place);
        id.Add(instruction.id);
        debtor.Add(instruction.debtor);
        creditor.Add(instruction.creditor);
        amount.Add(instruction.amount.MinorUnits());
        debtor_bic.Add(instruction.debtor_at.bic);
        debtor_account.Add(instruction.debtor_at.account);
        creditor_bic.Add(instruction.creditor_at.bic);
        creditor_account.Add(instruction.creditor_at.account);
    }
    postgres::Execute(transaction, {"add_instructions", sql::kAddInstructions},
                      std::string(key.currency.Code()), key.number, place.Take(), id.Take(),
                      debtor.Take(), creditor.Take(), amount.Take(), debtor_bic.Take(),
                      debtor_account.Take(), creditor_bic.Take(), creditor_account.Take());
}

std::int64_t AddGrossInstructions(postgres::Transaction& transaction, const WindowKey& key,
                                  const SettlementAddresses& addresses) {
    postgres::TextArray institution, bic, account;
    for (const auto& [name, address] : addresses) {
        institution.Add(name);
        bic.Add(address.bic);
        account.Add(address.account);
    }
    const auto added =
        postgres::Execute(transaction, {"add_gross_instructions", sql::kAddGrossInstructions},
                          std::string(key.currency.Code()), key.number, institution.Take(),
                          bic.Take(), account.Take());
    return static_cast<std::int64_t>(added.affected_rows());
}

SettlementAddresses ReadAddresses(postgres::Transaction& transaction,
                                  const core::Currency& currency) {
    SettlementAddresses addresses;
    for (const auto& row :
         postgres::Execute(transaction, {"settlement_addresses", sql::kSettlementAddresses},
                           std::string(currency.Code()))) {
        addresses.emplace(AsText(row["institution"]),
                          SettlementAddress{.bic = AsText(row["bic"]),
                                            .account = AsText(row["settlement_account"])});
    }
    return addresses;
}

}  // namespace clearway::settlement
