// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rows.h"

#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {

using postgres::AsId;
using postgres::AsInt;
using postgres::AsText;
using postgres::AsTimestamp;

namespace {

core::Money ReadMoney(const pqxx::row& row) {
    return {CurrencyOf(AsText(row["currency"])), AsInt(row["amount"])};
}

template <class IdType>
std::optional<IdType> ReadOptionalId(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return AsId<IdType>(field);
}

std::optional<core::Uuid> ReadOptionalUuid(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return postgres::AsUuid(field);
}

std::optional<std::int64_t> ReadOptionalInt(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return AsInt(field);
}

std::int32_t ReadVersion(const pqxx::row& row) {
    return static_cast<std::int32_t>(AsInt(row["version"]));
}

std::optional<AddressProposal> ReadProposal(const pqxx::row& row) {
    if (row["proposed_by"].is_null()) return std::nullopt;
    return AddressProposal{
        .address = {.bic = AsText(row["proposed_bic"]), .account = AsText(row["proposed_account"])},
        .proposed_by = AsText(row["proposed_by"])};
}

}  // namespace

Account ReadAccount(const pqxx::row& row) {
    return {.id = AsId<core::AccountId>(row["id"]),
            .partner_id = AsText(row["partner_id"]),
            .currency = CurrencyOf(AsText(row["currency"])),
            .type = ParseAccountType(AsText(row["type"])),
            .holder_country = AsText(row["holder_country"]),
            .party_id = ReadOptionalUuid(row["party_id"]),
            .created_at = AsTimestamp(row["created_at"]),
            .status = ParseAccountStatus(AsText(row["status"])),
            .posted = AsInt(row["posted"]),
            .held = AsInt(row["held"]),
            .last_entry = AsInt(row["last_entry"]),
            .last_booked_at = AsTimestamp(row["last_booked_at"]),
            .version = ReadVersion(row)};
}

Account ReadAccountAndHolder(const pqxx::row& row) {
    auto account = ReadAccount(row);
    account.sealed_holder_name = postgres::AsBytes(row["sealed_holder_name"]);
    return account;
}

Hold ReadHold(const pqxx::row& row) {
    return {.id = AsId<core::HoldId>(row["id"]),
            .payment_id = AsId<core::PaymentId>(row["payment_id"]),
            .debtor = AsId<core::AccountId>(row["debtor"]),
            .creditor = AsId<core::AccountId>(row["creditor"]),
            .amount = ReadMoney(row),
            .state = ParseHoldState(AsText(row["state"])),
            .expires_at = AsTimestamp(row["expires_at"]),
            .version = ReadVersion(row),
            .committed = AsInt(row["committed"])};
}

Transfer ReadTransfer(const pqxx::row& row) {
    return {.id = AsId<core::TransferId>(row["id"]),
            .payment_id = ReadOptionalId<core::PaymentId>(row["payment_id"]),
            .hold_id = ReadOptionalId<core::HoldId>(row["hold_id"]),
            .debtor = AsId<core::AccountId>(row["debtor"]),
            .creditor = AsId<core::AccountId>(row["creditor"]),
            .amount = ReadMoney(row),
            .released = AsInt(row["released"]),
            .posted_at = AsTimestamp(row["posted_at"])};
}

TrialLine ReadTrialLine(const pqxx::row& row) {
    return {.currency = AsText(row["currency"]),
            .accounts = AsInt(row["accounts"]),
            .entries = AsInt(row["entries"]),
            .transfers = AsInt(row["transfers"]),
            .sum_of_balances = AsText(row["sum_of_balances"]),
            .sum_of_entries = AsText(row["sum_of_entries"]),
            .inconsistent_accounts = AsInt(row["inconsistent_accounts"])};
}

Window ReadOpenWindow(const pqxx::row& row) {
    return {.currency = CurrencyOf(AsText(row["currency"])),
            .number = AsInt(row["number"]),
            .model = ParseSettlementModel(AsText(row["model"])),
            .opened_at = AsTimestamp(row["opened_at"]),
            .version = ReadVersion(row)};
}

Participant ReadParticipant(const pqxx::row& row) {
    const bool suspended = postgres::AsBool(row["suspended"]);
    return {
        .key = {.currency = CurrencyOf(AsText(row["currency"])),
                .institution = AsText(row["institution"])},
        .terms = {.bic = AsText(row["bic"]),
                  .settlement_account = AsText(row["settlement_account"]),
                  .status = suspended ? ParticipantStatus::kSuspended : ParticipantStatus::kActive,
                  .debit_cap = ReadOptionalInt(row["debit_cap"]),
                  .liquidity = ReadOptionalInt(row["liquidity"])},
        .proposal = ReadProposal(row),
        .window = AsInt(row["settlement_window"]),
        .net = AsInt(row["net"]),
        .reserved = AsInt(row["reserved"]),
        .version = ReadVersion(row),
        .revision = AsInt(row["revision"])};
}

}  // namespace clearway::settlement
