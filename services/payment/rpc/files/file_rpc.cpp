// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/files/file_rpc.h"

#include "services/payment/files/status_report.h"
#include "services/payment/rpc/files/file_messages.h"

#define CLEARWAY_METHOD(name) "clearway.payment.v1.PaymentFileService." name

namespace clearway::payment {
namespace {

// Some 800 bytes each, of 4 MiB.
constexpr std::size_t kReportEntriesMax = 5'000;

}  // namespace

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

FileRpc::FileRpc(rpc::Adapter& adapter, ReceiveFile& receive, ReadFiles& read, CancelFile& cancel)
    : adapter_(adapter),
      receive_(receive),
      read_(read),
      cancel_(cancel),
      on_submit_([this](auto& call, const auto& request) { return Submit(call, request); }),
      on_get_([this](auto& call, const auto& request) { return Get(call, request); }),
      on_report_([this](auto& call, const auto& request) { return Report(call, request); }),
      on_cancel_([this](auto& call, const auto& request) { return Cancel(call, request); }),
      on_list_([this](auto& call, const auto& request) { return List(call, request); }),
      on_list_payments_(
          [this](auto& call, const auto& request) { return ListPayments(call, request); }) {
    adapter_.Offer(CLEARWAY_METHOD("SubmitPaymentFile"), on_submit_);
    adapter_.Offer(CLEARWAY_METHOD("GetPaymentFile"), on_get_);
    adapter_.Offer(CLEARWAY_METHOD("GetPaymentFileReport"), on_report_);
    adapter_.Offer(CLEARWAY_METHOD("CancelPaymentFile"), on_cancel_);
    adapter_.Offer(CLEARWAY_METHOD("ListPaymentFiles"), on_list_);
    adapter_.Offer(CLEARWAY_METHOD("ListPaymentFilePayments"), on_list_payments_);
}

ServerUnaryReactor* FileRpc::SubmitPaymentFile(CallbackServerContext* context,
                                               const v1::SubmitPaymentFileRequest* request,
                                               v1::PaymentFile* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("SubmitPaymentFile"),
                          on_submit_);
}

ServerUnaryReactor* FileRpc::GetPaymentFile(CallbackServerContext* context,
                                            const v1::GetPaymentFileRequest* request,
                                            v1::PaymentFile* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("GetPaymentFile"), on_get_);
}

ServerUnaryReactor* FileRpc::GetPaymentFileReport(CallbackServerContext* context,
                                                  const v1::GetPaymentFileReportRequest* request,
                                                  v1::PaymentFileReport* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("GetPaymentFileReport"),
                          on_report_);
}

ServerUnaryReactor* FileRpc::CancelPaymentFile(CallbackServerContext* context,
                                               const v1::CancelPaymentFileRequest* request,
                                               v1::PaymentFile* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("CancelPaymentFile"),
                          on_cancel_);
}

ServerUnaryReactor* FileRpc::ListPaymentFiles(CallbackServerContext* context,
                                              const v1::ListPaymentFilesRequest* request,
                                              v1::ListPaymentFilesResponse* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("ListPaymentFiles"),
                          on_list_);
}

ServerUnaryReactor* FileRpc::ListPaymentFilePayments(
    CallbackServerContext* context, const v1::ListPaymentFilePaymentsRequest* request,
    v1::ListPaymentFilePaymentsResponse* response) {
    return adapter_.Serve(context, request, response, CLEARWAY_METHOD("ListPaymentFilePayments"),
                          on_list_payments_);
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
