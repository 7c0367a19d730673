// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/transfer_row.h"

#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

using rails::RailTransfer;

// How a proposal is stored; never renumbered.
constexpr std::int64_t kNoProposal = 0, kRejectedProposed = 1, kAcceptedProposed = 2;

std::optional<rails::Proposal> ReadProposal(const pqxx::row& row) {
    const auto stored = postgres::AsInt(row["proposal"]);
    if (stored == kNoProposal) return std::nullopt;
    return rails::Proposal{.accepted = stored == kAcceptedProposed,
                           .reason_code = postgres::AsText(row["proposal_reason"]),
                           .operator_id = postgres::AsText(row["proposed_by"])};
}

std::optional<rails::FilePlace> ReadPlace(const pqxx::row& row) {
    if (row["file_id"].is_null()) return std::nullopt;
    return rails::FilePlace{.file = postgres::AsUuid(row["file_id"]),
                            .made_at = postgres::AsTimestamp(row["file_made_at"]),
                            .position = static_cast<int>(postgres::AsInt(row["file_position"]))};
}

}  // namespace

RailTransfer ReadRailTransfer(const pqxx::row& row) {
    using postgres::AsText;
    const auto number = [&row](const char* name) {
        return static_cast<std::int32_t>(postgres::AsInt(row[name]));
    };
    return {.id = postgres::AsId<rails::RailTransferId>(row["id"]),
            .order = {.payment = postgres::AsId<core::PaymentId>(row["payment_id"]),
                      .partner_id = AsText(row["partner_id"]),
                      .debtor = postgres::AsId<core::AccountId>(row["debtor"]),
                      .amount = core::Money(CurrencyOf(AsText(row["currency"])),
                                            postgres::AsInt(row["amount"])),
                      .creditor_country = AsText(row["creditor_country"])},
            .created_at = postgres::AsTimestamp(row["created_at"]),
            .state = static_cast<rails::State>(number("state")),
            .recall = static_cast<rails::Recall>(number("recall")),
            .route = {.rail = AsText(row["rail"]), .rule = AsText(row["rule"])},
            .cut_off = postgres::AsOptionalTimestamp(row["cut_off"]),
            .place = ReadPlace(row),
            .attempts = number("attempts"),
            .enquiries = number("enquiries"),
            .enquiries_before = number("enquiries_before"),
            .recalls = number("recalls"),
            .message_digest = postgres::AsBytes(row["message_digest"]),
            .due_at = postgres::AsOptionalTimestamp(row["due_at"]),
            .reason = {AsText(row["reason_code"]), AsText(row["reason_text"])},
            .return_id = AsText(row["return_id"]),
            .proposal = ReadProposal(row),
            .version = number("version")};
}

void TransferStateColumns::Add(const RailTransfer& transfer) {
    state.Add(static_cast<std::int64_t>(transfer.state));
    recall.Add(static_cast<std::int64_t>(transfer.recall));
    rail.Add(transfer.route.rail);
    rule.Add(transfer.route.rule);
    attempts.Add(std::int64_t{transfer.attempts});
    enquiries.Add(std::int64_t{transfer.enquiries});
    enquiries_before.Add(std::int64_t{transfer.enquiries_before});
    recalls.Add(std::int64_t{transfer.recalls});
    message_digest.Add(transfer.message_digest);
    due_at.AddOptional(transfer.due_at);
    reason_code.Add(transfer.reason.code);
    reason_text.Add(transfer.reason.message);
    return_id.Add(transfer.return_id);
    version.Add(std::int64_t{transfer.version});
    const auto& said = transfer.proposal;
    proposal.Add(!said ? kNoProposal : said->accepted ? kAcceptedProposed : kRejectedProposed);
    proposal_reason.Add(said ? said->reason_code : "");
    proposed_by.Add(said ? said->operator_id : "");
    cut_off.AddOptional(transfer.cut_off);
    const auto& place = transfer.place;
    file_id.AddOptional(place ? std::optional(place->file) : std::nullopt);
    file_made_at.AddOptional(place ? std::optional(place->made_at) : std::nullopt);
    file_position.AddOptional(place ? std::optional<std::int64_t>(place->position) : std::nullopt);
}

}  // namespace clearway::settlement
