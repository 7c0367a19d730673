// SPDX-License-Identifier: Apache-2.0
// Files of statements as messages, and requests about them checked.
#pragma once

#include "clearway/reconciliation/v1/statement_service.pb.h"
#include "services/reconciliation/usecase/statements/run_statements.h"
#include "services/reconciliation/usecase/statements/statement_desk.h"

namespace clearway::reconciliation {

v1::StatementFile ToProto(const KeptFile& file);
v1::RunStatementsResponse ToProto(const RunSum& sum, bool dry_run);

// Errors of all: kInvalidArgument.
core::Result<StatementPart> ReadPart(const v1::ImportStatementRequest& request);
core::Result<FileDecision> ReadDecision(const v1::DecideStatementFileRequest& request);
core::Result<FileQuery> ReadQuery(const v1::ListStatementFilesRequest& request);

}  // namespace clearway::reconciliation
