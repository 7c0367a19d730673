// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/files/file_messages.h"

#include <charconv>

#include "core/digest.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

using core::InvalidField;

constexpr std::int32_t kPageSizeDefault = 50;
constexpr std::int32_t kPageSizeMax = 200;

core::Result<std::size_t> ReadPageSize(std::int32_t given) {
    const auto page_size = given == 0 ? kPageSizeDefault : given;
    if (page_size < 1 || page_size > kPageSizeMax)
        return InvalidField("page_size", "must be 1 to 200");
    return static_cast<std::size_t>(page_size);
}

void Write(const core::Money& money, common::v1::Amount& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_value(core::FormatDecimal(money));
}

void Write(const Reason& reason, common::v1::Reason& out) {
    out.set_code(reason.code);
    out.set_message(reason.message);
    out.set_iso_code(reason.iso_code);
}

v1::PaymentFile Write(const PaymentFile& file) {
    v1::PaymentFile out;
    out.set_file_id(file.file_id.ToString());
    out.set_state(static_cast<v1::PaymentFileState>(file.state));
    out.set_message_id(file.message_id);
    out.set_message_type(file.message_type);
    out.set_sha256(core::ToHex(file.digest));
    out.set_payments(file.entries);
    out.set_control_sum(file.control_sum);
    for (const auto& reason : file.reasons) Write(reason, *out.add_reasons());
    *out.mutable_received_at() = rpc::ToTimestamp(file.received_at);
    *out.mutable_updated_at() = rpc::ToTimestamp(file.updated_at);
    const auto self = "/v1/payment-files/" + file.file_id.ToString();
    auto& links = *out.mutable_links();
    links["self"] = self;
    links["report"] = self + "/report";
    links["payments"] = self + "/payments";
    const bool waits = file.state == FileState::kReceived || file.state == FileState::kProcessing;
    if (waits) links["cancel"] = self + ":cancel";
    return out;
}

void Write(const EntryStatus& status, v1::PaymentFileEntry& out) {
    const auto& entry = status.entry;
    out.set_position(entry.position);
    out.set_payment_id(entry.payment_id.ToString());
    out.set_payment_information_id(entry.batch_id);
    out.set_instruction_id(entry.instruction_id);
    out.set_end_to_end_id(entry.end_to_end_id);
    Write(entry.amount, *out.mutable_amount());
    out.set_iso_status(std::string(IsoStatusOf(status)));
    for (const auto& reason : ReasonsOf(status)) Write(reason, *out.add_reasons());
    *out.mutable_due_at() = rpc::ToTimestamp(entry.due_at);
}

}  // namespace

core::Result<PaymentFileId> ReadFileId(const std::string& text) {
    const auto id = PaymentFileId::Parse(text);
    if (!id) return core::ErrorCode::kNotFound;
    return *id;
}

core::Result<FileFilter> ReadFileFilter(const v1::ListPaymentFilesRequest& request,
                                        const std::string& partner_id) {
    const auto page_size = ReadPageSize(request.page_size());
    if (!page_size) return page_size.error();
    const auto after = core::ReadPageToken(request.page_token());
    if (!after) return after.error();
    return FileFilter{.partner_id = partner_id, .page_size = *page_size, .after = *after};
}

core::Result<EntriesPosition> ReadEntriesPosition(
    const v1::ListPaymentFilePaymentsRequest& request) {
    const auto page_size = ReadPageSize(request.page_size());
    if (!page_size) return page_size.error();
    EntriesPosition position{.after = 0, .page_size = *page_size};
    const auto& token = request.page_token();
    if (token.empty()) return position;
    const auto* end = token.data() + token.size();
    const auto read = std::from_chars(token.data(), end, position.after);
    if (read.ec != std::errc() || read.ptr != end || position.after < 1)
        return InvalidField("page_token", "is not one that was handed out");
    return position;
}

v1::PaymentFile Write(const FileAndCounts& found) {
    auto out = Write(found.file);
    for (const auto& count : found.counts) {
        auto* row = out.add_counts();
        row->set_iso_status(count.iso_status);
        row->set_payments(static_cast<std::int32_t>(count.payments));
        Write(count.sum, *row->mutable_sum());
    }
    return out;
}

v1::ListPaymentFilesResponse Write(const FilePage& page) {
    v1::ListPaymentFilesResponse out;
    for (const auto& file : page.files) *out.add_files() = Write(file);
    if (!page.more) return out;
    const auto& last = page.files.back();
    out.set_next_page_token(core::EncodePageToken({last.received_at, last.file_id.value}));
    return out;
}

v1::ListPaymentFilePaymentsResponse Write(const EntryPage& page) {
    v1::ListPaymentFilePaymentsResponse out;
    for (const auto& entry : page.entries) Write(entry, *out.add_payments());
    if (page.more) out.set_next_page_token(std::to_string(page.entries.back().entry.position));
    return out;
}

}  // namespace clearway::payment
