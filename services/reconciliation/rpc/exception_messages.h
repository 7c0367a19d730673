// SPDX-License-Identifier: Apache-2.0
// Exceptions as messages, and requests about them checked.
#pragma once

#include "clearway/reconciliation/v1/exception_service.pb.h"
#include "services/reconciliation/usecase/exceptions/exception_desk.h"

namespace clearway::reconciliation {

// `now`: to which the age is counted.
v1::StatementException ToProto(const StatementException& one, core::Timestamp now);
v1::StatementException ToProto(const ExceptionWithTrail& told, core::Timestamp now);

// Errors of both: kInvalidArgument.
core::Result<ExceptionQuery> ReadQuery(const v1::ListStatementExceptionsRequest& request);
core::Result<WorkOnException> ReadWork(const v1::WorkOnStatementExceptionRequest& request,
                                       const std::string& by, core::Timestamp at);

}  // namespace clearway::reconciliation
