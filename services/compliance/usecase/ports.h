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
#include "services/compliance/domain/parties/exception.h"
#include "services/compliance/domain/screening/query_facts.h"

namespace clearway::compliance {

class CaseCommands {
public:
    virtual ~CaseCommands() = default;
    // The case as it is after the command, once that is durable (an empty one for RecordScreening).
    // Errors: those of the decision; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Case>> Submit(CaseCommand command) = 0;
};

struct Comment {
    std::string author;  // SPIFFE id of the operator
    core::Timestamp written_at = {};
    std::optional<std::string> text = {};  // nullopt: the person was erased
};

// A case with what operators may read of its alerts' documents (see frozen_alert.h), in the order
// of the alerts; nullopt where the person was erased.
struct CaseFile {
    Case opened;
    std::vector<std::optional<std::string>> evidence = {};
    std::vector<Comment> comments = {};
};

enum class CaseOrder { kNewestFirst, kDueFirst };

// A page of cases. All that is set has to hold.
struct CaseFilter {
    std::optional<CaseStatus> status = {};
    std::optional<AlertKind> kind = {};  // of any of its alerts
    std::string assignee = {};
    std::optional<core::Timestamp> overdue_at = {};  // open, and due before this
    bool proposed = false;                           // waits for a second operator
    CaseOrder order = CaseOrder::kNewestFirst;
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};  // goes on behind this case
};

// Of the time since a case was opened last.
enum class CaseAge { kUnderADay, kUnderAWeek, kUnderAMonth, kOlder };

// Open cases of one kind (that of the first alert) and age.
struct CaseCount {
    AlertKind kind = AlertKind::kPayment;
    CaseAge age = CaseAge::kUnderADay;
    std::int64_t open = 0;
    std::int64_t overdue = 0;
    std::int64_t proposed = 0;
    std::int64_t unassigned = 0;
};

class CaseQueries {
public:
    virtual ~CaseQueries() = default;
    // Errors: kCaseNotFound, kOverloaded, kUnavailable.
    virtual async::Task<core::Result<CaseFile>> Get(core::CaseId id) = 0;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<Case>>> List(CaseFilter filter) = 0;
    virtual async::Task<core::Result<std::vector<CaseCount>>> Count(core::Timestamp now) = 0;
};

// A customer as the lists may name him.
struct KnownParty {
    core::Uuid party;
    std::vector<core::Sensitive<std::string>> names;
    QueryFacts facts = {};
    // Of what is known of it, and the false matches that operators found: see IsExcepted.
    core::Sha256Digest digest{};
    std::vector<ScreeningException> exceptions = {};
    bool unreadable = false;  // its record does not open: nothing but the id is here
};

class KnownParties {
public:
    virtual ~KnownParties() = default;
    // The parties behind `after` (nil: from the first on) in the order of their ids, at most
    // `limit`; fewer only at the end. A party that was erased comes without names. Errors:
    // kOverloaded, kUnavailable (also: no keys, whereas a record that does not open with them is
    // only marked).
    virtual async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                                    std::size_t limit) = 0;
};

}  // namespace clearway::compliance
