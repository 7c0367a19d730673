// SPDX-License-Identifier: Apache-2.0
// What operators do with files of statements, whichever way they come.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/reconciliation/usecase/statements/import_statement.h"

namespace clearway::reconciliation {

// A part of a file that comes in several.
struct StatementPart {
    std::string name;
    std::string sha256;     // hex, of the whole file
    std::int64_t size = 0;  // of the whole file, bytes
    std::int64_t offset = 0;
    std::string content;
    std::string by;
    core::Timestamp at;
};

struct PartTaken {
    std::int64_t received = 0;                       // bytes so far
    std::optional<ImportedStatement> imported = {};  // with the last part that was missing
};

struct FileDecision {
    core::Uuid file_id;
    bool release = false;  // else discard
    std::string by;
    std::string reason;
    core::Timestamp at;
};

struct FileQuery {
    std::optional<FileState> state = {};
    std::optional<core::PagePosition> after = {};
    std::int64_t limit = 50;
};

class StatementDesk {
public:
    virtual ~StatementDesk() = default;
    // Errors of all: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<ImportedStatement>> Import(ImportOrder order) = 0;
    // kInvalidArgument when the parts do not make the file of that digest: they are forgotten.
    virtual async::Task<core::Result<PartTaken>> TakePart(StatementPart part) = 0;
    // Those of ReleaseStatement and DiscardStatement.
    virtual async::Task<core::Result<std::vector<KeptFile>>> Decide(FileDecision decision) = 0;
    virtual async::Task<core::Result<std::vector<KeptFile>>> List(FileQuery query) = 0;
};

}  // namespace clearway::reconciliation
