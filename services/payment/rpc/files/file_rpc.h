// SPDX-License-Identifier: Apache-2.0
// PaymentFileService over gRPC: one line a call; each handler translates, a use case orders.
#pragma once

#include "clearway/payment/v1/payment_file_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/payment/usecase/files/cancel_file.h"
#include "services/payment/usecase/files/read_files.h"
#include "services/payment/usecase/files/receive_file.h"

namespace clearway::payment {

class FileRpc final : public v1::PaymentFileService::CallbackService {
public:
    // References must outlive the server.
    FileRpc(rpc::Adapter& adapter, ReceiveFile& receive, ReadFiles& read, CancelFile& cancel);

    grpc::ServerUnaryReactor* SubmitPaymentFile(grpc::CallbackServerContext* context,
                                                const v1::SubmitPaymentFileRequest* request,
                                                v1::PaymentFile* response) override;
    grpc::ServerUnaryReactor* GetPaymentFile(grpc::CallbackServerContext* context,
                                             const v1::GetPaymentFileRequest* request,
                                             v1::PaymentFile* response) override;
    grpc::ServerUnaryReactor* GetPaymentFileReport(grpc::CallbackServerContext* context,
                                                   const v1::GetPaymentFileReportRequest* request,
                                                   v1::PaymentFileReport* response) override;
    grpc::ServerUnaryReactor* CancelPaymentFile(grpc::CallbackServerContext* context,
                                                const v1::CancelPaymentFileRequest* request,
                                                v1::PaymentFile* response) override;
    grpc::ServerUnaryReactor* ListPaymentFiles(grpc::CallbackServerContext* context,
                                               const v1::ListPaymentFilesRequest* request,
                                               v1::ListPaymentFilesResponse* response) override;
    grpc::ServerUnaryReactor* ListPaymentFilePayments(
        grpc::CallbackServerContext* context, const v1::ListPaymentFilePaymentsRequest* request,
        v1::ListPaymentFilePaymentsResponse* response) override;

private:
    Task<Result<v1::PaymentFile>> Submit(CallContext& call,
                                         const v1::SubmitPaymentFileRequest& request);
    Task<Result<v1::PaymentFile>> Get(CallContext& call, const v1::GetPaymentFileRequest& request);
    Task<Result<v1::PaymentFileReport>> Report(CallContext& call,
                                               const v1::GetPaymentFileReportRequest& request);
    Task<Result<v1::PaymentFile>> Cancel(CallContext& call,
                                         const v1::CancelPaymentFileRequest& request);
    Task<Result<v1::ListPaymentFilesResponse>> List(CallContext& call,
                                                    const v1::ListPaymentFilesRequest& request);
    Task<Result<v1::ListPaymentFilePaymentsResponse>> ListPayments(
        CallContext& call, const v1::ListPaymentFilePaymentsRequest& request);

    rpc::Adapter& adapter_;
    ReceiveFile& receive_;
    ReadFiles& read_;
    CancelFile& cancel_;
    rpc::Handler<v1::SubmitPaymentFileRequest, v1::PaymentFile> on_submit_;
    rpc::Handler<v1::GetPaymentFileRequest, v1::PaymentFile> on_get_;
    rpc::Handler<v1::GetPaymentFileReportRequest, v1::PaymentFileReport> on_report_;
    rpc::Handler<v1::CancelPaymentFileRequest, v1::PaymentFile> on_cancel_;
    rpc::Handler<v1::ListPaymentFilesRequest, v1::ListPaymentFilesResponse> on_list_;
    rpc::Handler<v1::ListPaymentFilePaymentsRequest, v1::ListPaymentFilePaymentsResponse>
        on_list_payments_;
};

}  // namespace clearway::payment
