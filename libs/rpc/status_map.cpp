// SPDX-License-Identifier: Apache-2.0
#include "rpc/status_map.h"

#include "clearway/common/v1/types.pb.h"

namespace clearway::rpc {

grpc::StatusCode StatusCodeOf(core::ErrorClass error_class) {
    switch (error_class) {
        case core::ErrorClass::kMalformed: return grpc::StatusCode::INVALID_ARGUMENT;
        case core::ErrorClass::kUnauthenticated: return grpc::StatusCode::UNAUTHENTICATED;
        case core::ErrorClass::kDenied: return grpc::StatusCode::PERMISSION_DENIED;
        case core::ErrorClass::kNotFound: return grpc::StatusCode::NOT_FOUND;
        case core::ErrorClass::kConflict: return grpc::StatusCode::ABORTED;
        case core::ErrorClass::kRefused: return grpc::StatusCode::FAILED_PRECONDITION;
        case core::ErrorClass::kLimit: return grpc::StatusCode::RESOURCE_EXHAUSTED;
        case core::ErrorClass::kUnavailable: return grpc::StatusCode::UNAVAILABLE;
        case core::ErrorClass::kTimeout: return grpc::StatusCode::DEADLINE_EXCEEDED;
        case core::ErrorClass::kInternal: return grpc::StatusCode::INTERNAL;
    }
    return grpc::StatusCode::INTERNAL;
}

grpc::Status ToStatus(const core::Error& error, std::string* serialised_detail) {
    common::v1::ErrorDetail detail;
    detail.set_code(std::string(core::Describe(error.code).name));
    detail.set_message(std::string(error.Detail()));
    detail.set_retry_after_ms(error.retry_after_ms);
    for (const auto& field_error : error.field_errors) {
        auto* added = detail.add_field_errors();
        added->set_field(field_error.field);
        added->set_code(field_error.code);
        added->set_message(field_error.message);
    }
    detail.SerializeToString(serialised_detail);
    return {StatusCodeOf(error.Class()), detail.message()};
}

core::Error FromStatus(const grpc::Status& status, const std::string& serialised_detail) {
    common::v1::ErrorDetail detail;
    if (!serialised_detail.empty() && detail.ParseFromString(serialised_detail)) {
        if (const auto code = core::ParseErrorCode(detail.code())) {
            core::Error error{.code = *code, .detail = detail.message()};
            error.retry_after_ms = detail.retry_after_ms();
            for (const auto& field : detail.field_errors())
                error.field_errors.push_back({field.field(), field.code(), field.message()});
            return error;
        }
    }
    switch (status.error_code()) {
        case grpc::StatusCode::UNAVAILABLE: return {.code = core::ErrorCode::kUnavailable};
        case grpc::StatusCode::DEADLINE_EXCEEDED:
            return {.code = core::ErrorCode::kDeadlineExceeded};
        default: return {.code = core::ErrorCode::kInternal};  // foreign: the set is not ours
    }
}

}  // namespace clearway::rpc
