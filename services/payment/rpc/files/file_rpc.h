// SPDX-License-Identifier: Apache-2.0
// PaymentFileService over gRPC: one line a call; each handler translates, a use case orders.
#pragma once

#include "clearway/payment/v1/payment_file_service.pb.h"
#include "rpc/service.h"
#include "services/payment/usecase/files/cancel_file.h"
#include "services/payment/usecase/files/read_files.h"
#include "services/payment/usecase/files/receive_file.h"

namespace clearway::payment {

class FileRpc final : public rpc::Service {
public:
    // References must outlive the server.
    FileRpc(rpc::Adapter& adapter, ReceiveFile& receive, ReadFiles& read, CancelFile& cancel);

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

    ReceiveFile& receive_;
    ReadFiles& read_;
    CancelFile& cancel_;
};

}  // namespace clearway::payment
