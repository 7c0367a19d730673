// SPDX-License-Identifier: Apache-2.0
// What the use cases need to remember false matches: noted when found, put in force or closed when
// their case ends, revoked by operators, and read. No SQL and no protobuf here.
#pragma once

#include <variant>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/compliance/domain/parties/exception.h"

namespace clearway::compliance {

// Matches that an alert is raised about; what is known of them stays as it is.
struct NoteMatches {
    std::vector<ScreeningException> found;
};

// A case ended that had so many alerts: what these found is false, or it is true and no exception
// for ever. What another alert found is as it was, though it be of the same party.
struct CloseMatches {
    core::Uuid case_id;
    std::int32_t alerts = 0;
    bool cleared = false;  // else confirmed
    std::string closed_by;
    core::Timestamp at;
    std::string traceparent = {};
};

struct RevokeException {
    core::Uuid id;
    std::string revoked_by;
    std::string reason;
    core::Timestamp at;
    std::string traceparent = {};
};

using ExceptionCommand = std::variant<NoteMatches, CloseMatches, RevokeException>;

class ExceptionCommands {
public:
    virtual ~ExceptionCommands() = default;
    // Of RevokeException the exception after it; else none. Errors: kNotFound (of RevokeException),
    // kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::optional<ScreeningException>>> Submit(
        ExceptionCommand command) = 0;
};

// A page of those that are or were in force, newest first.
struct ExceptionFilter {
    std::optional<PartyId> party = {};
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};
};

class ExceptionQueries {
public:
    virtual ~ExceptionQueries() = default;
    // Those in force. Errors of both: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<ScreeningException>>> Of(PartyId party) = 0;
    virtual async::Task<core::Result<std::vector<ScreeningException>>> List(
        ExceptionFilter filter) = 0;
};

}  // namespace clearway::compliance
