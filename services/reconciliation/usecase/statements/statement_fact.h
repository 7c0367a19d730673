// SPDX-License-Identifier: Apache-2.0
// What happened to statements, for whoever keeps the record: no names and no account numbers.
#pragma once

#include <string>
#include <variant>

#include "services/reconciliation/domain/exceptions/exception.h"
#include "services/reconciliation/usecase/statements/kept_file.h"

namespace clearway::reconciliation {

// A file came, or what was said of it changed. Stream: the file.
struct FileJudged {
    KeptFile file;
    std::string by;
    core::Timestamp at;
};

// A step in the trail of an exception. Stream: the exception.
struct ExceptionStepTaken {
    StatementException after;
    ExceptionStep step;
    std::string by;
};

using StatementFact = std::variant<FileJudged, ExceptionStepTaken>;

}  // namespace clearway::reconciliation
