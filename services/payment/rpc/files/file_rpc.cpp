// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/files/file_rpc.h"

#include "services/payment/files/status_report.h"
#include "services/payment/rpc/files/file_messages.h"

namespace clearway::payment {
namespace {

// Some 800 bytes each, of 4 MiB.
constexpr std::size_t kReportEntriesMax = 5'000;

}  // namespace

FileRpc::FileRpc(rpc::Adapter& adapter, ReceiveFile& receive, ReadFiles& read, CancelFile& cancel)
    : Service(adapter, "clearway.payment.v1.PaymentFileService"),
      receive_(receive),
      read_(read),
      cancel_(cancel) {
    Serve("SubmitPaymentFile", &FileRpc::Submit);
    Serve("GetPaymentFile", &FileRpc::Get);
    Serve("GetPaymentFileReport", &FileRpc::Report);
    Serve("CancelPaymentFile", &FileRpc::Cancel);
    Serve("ListPaymentFiles", &FileRpc::List);
    Serve("ListPaymentFilePayments", &FileRpc::ListPayments);
}

Task<Result<v1::PaymentFile>> FileRpc::Submit(CallContext& call,
                                              const v1::SubmitPaymentFileRequest& request) {
    if (request.content().size() > kCallContentBytesMax)
        co_return core::InvalidField("content", "has more than 256 KiB");
    core::Sensitive<std::string> content(request.content());
    auto receiving = receive_.Run(call, std::move(content));
    auto outcome = co_await std::move(receiving);
    if (!outcome) co_return std::move(outcome).error();
    call.replayed = outcome->replayed;
    // With what became of its payments: a repetition says what is so now.
    const auto file = outcome->file.file_id;
    auto found = co_await read_.Get(call.partner_id, file);
    if (!found) co_return std::move(found).error();
    co_return Write(*found);
}

Task<Result<v1::PaymentFile>> FileRpc::Get(CallContext& call,
                                           const v1::GetPaymentFileRequest& request) {
    const auto id = ReadFileId(request.file_id());
    if (!id) co_return id.error();
    auto found = co_await read_.Get(call.partner_id, *id);
    if (!found) co_return std::move(found).error();
    co_return Write(*found);
}

Task<Result<v1::PaymentFileReport>> FileRpc::Report(
    CallContext& call, const v1::GetPaymentFileReportRequest& request) {
    const auto id = ReadFileId(request.file_id());
    if (!id) co_return id.error();
    auto report = co_await read_.Report(call.partner_id, *id, kReportEntriesMax);
    if (!report) co_return std::move(report).error();
    v1::PaymentFileReport out;
    out.set_message_type(std::string(StatusReportType()));
    out.set_content(std::move(*report));
    co_return out;
}

Task<Result<v1::PaymentFile>> FileRpc::Cancel(CallContext& call,
                                              const v1::CancelPaymentFileRequest& request) {
    const auto id = ReadFileId(request.file_id());
    if (!id) co_return id.error();
    auto cancelling = cancel_.Run(call, *id);
    const auto file = co_await std::move(cancelling);
    if (!file) co_return file.error();
    auto found = co_await read_.Get(file->partner_id, *id);
    if (!found) co_return std::move(found).error();
    co_return Write(*found);
}

Task<Result<v1::ListPaymentFilesResponse>> FileRpc::List(
    CallContext& call, const v1::ListPaymentFilesRequest& request) {
    auto filter = ReadFileFilter(request, call.partner_id);
    if (!filter) co_return std::move(filter).error();
    auto page = co_await read_.List(std::move(*filter));
    if (!page) co_return std::move(page).error();
    co_return Write(*page);
}

Task<Result<v1::ListPaymentFilePaymentsResponse>> FileRpc::ListPayments(
    CallContext& call, const v1::ListPaymentFilePaymentsRequest& request) {
    const auto id = ReadFileId(request.file_id());
    if (!id) co_return id.error();
    const auto position = ReadEntriesPosition(request);
    if (!position) co_return position.error();
    auto page =
        co_await read_.ListEntries(call.partner_id, *id, position->after, position->page_size);
    if (!page) co_return std::move(page).error();
    co_return Write(*page);
}

}  // namespace clearway::payment
