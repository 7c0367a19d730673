// SPDX-License-Identifier: Apache-2.0
// What the use cases need from outside: cases changed durably, and read; the parties that are
// known. No SQL, no protobuf here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "core/sensitive.h"
#include "services/compliance/domain/cases/case.h"
#include "services/compliance/domain/screening/query_facts.h"

namespace clearway::compliance {

class CaseCommands {
public:
    virtual ~CaseCommands() = default;
    // The case as it is after the command, once that is durable (an empty one for RecordScreening).
    // Errors: those of the decision; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Case>> Submit(CaseCommand command) = 0;
};

// A case with what operators may read of its alerts' documents (see frozen_alert.h), in the order
// of the alerts; nullopt where the person was erased.
struct CaseFile {
    Case opened;
    std::vector<std::optional<std::string>> evidence = {};
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
    virtual async::Task<core::Result<CaseFile>> Get(core::CaseId id) = 0;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<Case>>> List(CaseFilter filter) = 0;
};

// A customer as the lists may name him.
struct KnownParty {
    core::Uuid party;
    std::vector<core::Sensitive<std::string>> names;
    QueryFacts facts = {};
};

class KnownParties {
public:
    virtual ~KnownParties() = default;
    // The parties behind `after` (nil: from the first on) in the order of their ids, at most
    // `limit`; fewer only at the end. A party that was erased comes without names. Errors:
    // kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                                    std::size_t limit) = 0;
};

}  // namespace clearway::compliance
