// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/status_report.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/digest.h"
#include "iso20022/message_writer.h"

namespace clearway::payment {
namespace {

using iso20022::Decimal;
using iso20022::MessageKind;

constexpr std::size_t kCodeMax = 4;  // of the external list; longer ones are our own
constexpr std::size_t kAdditionalMax = 105;

std::string Hex(const core::Uuid& id) {
    auto text = id.ToString();
    std::erase(text, '-');
    return text;
}

core::Timestamp LastChange(const PaymentFile& file, std::span<const EntryStatus> statuses) {
    auto last = file.received_at;
    for (const auto& status : statuses) last = std::max(last, status.changed_at);
    return last;
}

iso20022::Reason ReasonPart(const Reason& reason) {
    iso20022::Reason part;
    const auto& code = reason.iso_code.empty() ? reason.code : reason.iso_code;
    (code.size() <= kCodeMax ? part.reason.code : part.reason.proprietary) = code.substr(0, 35);
    if (!reason.message.empty()) part.additional = {reason.message.substr(0, kAdditionalMax)};
    return part;
}

std::vector<iso20022::Reason> ReasonParts(const std::vector<Reason>& reasons) {
    std::vector<iso20022::Reason> parts;
    for (const auto& reason : reasons) parts.push_back(ReasonPart(reason));
    return parts;
}

std::vector<iso20022::StatusCount> CountsOf(std::span<const EntryStatus> statuses) {
    std::map<std::string_view, std::pair<std::uint64_t, Decimal>> counts;
    for (const auto& status : statuses) {
        auto& [number, sum] = counts[IsoStatusOf(status)];
        ++number;
        // Amounts of a file are bounded when it is taken: there is room.
        (void)sum.Add(Decimal::Of(status.entry.amount));
    }
    std::vector<iso20022::StatusCount> parts;
    for (const auto& [status, count] : counts)
        parts.push_back(
            {.number = count.first, .status = std::string(status), .sum = count.second});
    return parts;
}

iso20022::OriginalGroup GroupPart(const PaymentFile& file, std::span<const EntryStatus> statuses) {
    iso20022::OriginalGroup group{
        .message_id = file.message_id,
        .message_name = file.message_type,
        .created = file.message_created,
        .number_of_transactions = static_cast<std::uint64_t>(file.entries)};
    if (!file.control_sum.empty()) group.control_sum = Decimal::Parse(file.control_sum);
    const bool refused = file.state == FileState::kRefused;
    group.status = refused ? "RJCT" : GroupStatusOf(statuses);
    group.reasons = ReasonParts(file.reasons);
    group.counts = CountsOf(statuses);
    return group;
}

iso20022::OriginalBatch BatchPart(std::span<const EntryStatus> statuses) {
    return {.id = statuses.front().entry.batch_id,
            .number_of_transactions = statuses.size(),
            .control_sum = {},
            .status = std::string(GroupStatusOf(statuses)),
            .counts = CountsOf(statuses)};
}

iso20022::TransactionStatus StatusPart(const EntryStatus& status) {
    iso20022::TransactionStatus part;
    part.original.instruction_id = status.entry.instruction_id;
    part.original.end_to_end_id = status.entry.end_to_end_id;
    part.original.details.instructed_amount = status.entry.amount;
    part.status = IsoStatusOf(status);
    part.reasons = ReasonParts(ReasonsOf(status));
    if (status.payment) part.servicer_reference = Hex(status.entry.payment_id.value);
    return part;
}

// The statuses of the batch that the first one is of.
std::span<const EntryStatus> FirstBatch(std::span<const EntryStatus> statuses) {
    const auto end = std::ranges::find_if(statuses, [&](const EntryStatus& status) {
        return status.entry.batch != statuses.front().entry.batch;
    });
    return statuses.first(static_cast<std::size_t>(end - statuses.begin()));
}

}  // namespace

std::string_view GroupStatusOf(std::span<const EntryStatus> statuses) {
    struct Rank {
        std::string_view transaction;
        std::string_view group;
    };
    // The least far first. A group has no ACFC: what its funds are held for has been accepted.
    constexpr std::array kRanks{Rank{"PDNG", "PDNG"}, Rank{"ACTC", "ACTC"}, Rank{"ACFC", "ACCP"},
                                Rank{"ACSP", "ACSP"}, Rank{"ACSC", "ACSC"}};
    std::size_t least = kRanks.size();
    bool refused = false;
    for (const auto& status : statuses) {
        const auto rank = std::ranges::find(kRanks, IsoStatusOf(status), &Rank::transaction);
        const auto place = static_cast<std::size_t>(rank - kRanks.begin());
        refused = refused || place == kRanks.size();  // RJCT, CANC
        least = std::min(least, place);
    }
    if (least == kRanks.size()) return "RJCT";
    return refused ? "PART" : kRanks[least].group;
}

std::string_view StatusReportType() { return iso20022::WrittenType(MessageKind::kPain002).name; }

core::Result<std::string> WriteStatusReport(const PaymentFile& file,
                                            std::span<const EntryStatus> statuses) {
    std::string text;
    iso20022::MessageWriter writer(MessageKind::kPain002,
                                   [&](std::string_view piece) { text += piece; });
    bool good = writer.Put(iso20022::GroupHeader{.message_id = Hex(core::Uuid()),
                                                 .created = LastChange(file, statuses)}) &&
                writer.Put(GroupPart(file, statuses));
    while (good && !statuses.empty()) {
        const auto batch = FirstBatch(statuses);
        good = writer.Put(BatchPart(batch));
        for (const auto& status : batch) good = good && writer.Put(StatusPart(status));
        statuses = statuses.subspan(batch.size());
    }
    if (!good || !writer.Finish()) return core::ErrorCode::kInternal;
    // The id follows from all else that the report says: what differs in a byte has another.
    const auto id = core::Uuid::Derive(file.file_id.value, core::ToHex(core::Sha256(text)));
    const auto nil = Hex(core::Uuid());
    text.replace(text.find(nil), nil.size(), Hex(id));
    return text;
}

}  // namespace clearway::payment
