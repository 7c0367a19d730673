// SPDX-License-Identifier: Apache-2.0
// What operators do with differences between statements and the ledger.
#pragma once

#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/reconciliation/domain/exceptions/decide_exception.h"

namespace clearway::reconciliation {

struct ExceptionStepRow {
    std::int32_t version = 0;
    ExceptionStep step = ExceptionStep::kOpened;
    std::string by;
    std::string note;
    core::Timestamp at;
};

struct ExceptionWithTrail {
    StatementException exception;
    std::vector<ExceptionStepRow> steps = {};
};

struct ExceptionQuery {
    std::optional<ExceptionState> state = {};
    std::string exception_class = {};  // empty: all
    bool contradicted = false;         // only those
    bool proposed = false;             // only those that wait for a second operator
    std::optional<core::PagePosition> after = {};
    std::int64_t limit = 50;
};

class ExceptionDesk {
public:
    virtual ~ExceptionDesk() = default;
    // Errors of all: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<StatementException>>> List(
        ExceptionQuery query) = 0;
    // kNotFound.
    virtual async::Task<core::Result<ExceptionWithTrail>> Get(core::Uuid exception_id) = 0;
    // kNotFound, and those of Decide().
    virtual async::Task<core::Result<StatementException>> Work(WorkOnException command) = 0;
    // At most `limit` of those that wait to be posted, behind this one in the order of their ids.
    virtual async::Task<core::Result<std::vector<StatementException>>> Approved(
        core::Uuid after, std::int64_t limit) = 0;
    // Posted ones that later evidence speaks against, and nobody has taken back.
    virtual async::Task<core::Result<std::int64_t>> CountContradicted() = 0;
    // What the ledger answered; see OnLedger().
    virtual async::Task<core::Result<core::Done>> NoteAnswer(core::Uuid exception_id,
                                                             std::string refusal,
                                                             core::Timestamp at) = 0;
};

}  // namespace clearway::reconciliation
