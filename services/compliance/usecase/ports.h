// SPDX-License-Identifier: Apache-2.0
// What the use cases need from outside: cases changed durably, and read. No SQL, no protobuf here.
#pragma once

#include <optional>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

class CaseCommands {
public:
    virtual ~CaseCommands() = default;
    // The case as it is after the command, once that is durable (an empty one for RecordScreening).
    // Errors: those of the decision; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Case>> Submit(CaseCommand command) = 0;
};

// A page of cases, newest first.
struct CaseFilter {
    std::optional<CaseStatus> status = {};
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};  // goes on behind this case
};

class CaseQueries {
public:
    virtual ~CaseQueries() = default;
    // Errors: kCaseNotFound, kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Case>> Get(core::CaseId id) = 0;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<Case>>> List(CaseFilter filter) = 0;
};

}  // namespace clearway::compliance
