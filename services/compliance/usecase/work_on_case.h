// SPDX-License-Identifier: Apache-2.0
// What officers do with a case beside deciding it: raise one by hand, give it to somebody, set its
// priority, say something. Texts are checked here, never logged.
#pragma once

#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

inline constexpr std::size_t kReasonCharactersMax = 2000;
inline constexpr std::size_t kCommentCharactersMax = 4000;
inline constexpr char kRaisedByOperator[] = "raised_by_operator";

// Who does it, of which trace.
struct Officer {
    std::string id;  // SPIFFE id of the operator
    std::string traceparent = {};
};

struct ManualAlert {
    Subject subject;
    std::string reason;
    Priority priority = Priority::kNormal;
};

class WorkOnCase {
public:
    // The references must outlive this.
    WorkOnCase(CaseCommands& cases, const core::Clock& clock) : cases_(cases), clock_(clock) {}

    // Errors of all: those of the decisions, kOverloaded, kUnavailable; of texts and names:
    // kInvalidArgument.
    async::Task<core::Result<Case>> Raise(Officer officer, ManualAlert alert);
    async::Task<core::Result<Case>> Assign(Officer officer, core::CaseId id, std::string assignee);
    async::Task<core::Result<Case>> Prioritise(Officer officer, core::CaseId id, Priority priority);
    async::Task<core::Result<Case>> Comment(Officer officer, core::CaseId id, core::Uuid comment_id,
                                            std::string text);

private:
    CaseCommands& cases_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
