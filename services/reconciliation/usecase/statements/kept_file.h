// SPDX-License-Identifier: Apache-2.0
// A file of statements as it is kept: what is wrong with it, what it waits for, and where that
// leaves it. Whether its lines count follows from what is there, never from the order in which it
// came.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/uuid.h"
#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation {

// The numbers are those of the table and of the public enumeration.
enum class FileState : std::uint8_t { kAccepted = 1, kQuarantined = 2, kDiscarded = 3 };

std::string_view NameOf(FileState state);  // "quarantined"

// A statement of a file. What is wrong with it alone is in the head's faults.
struct KeptStatement {
    statements::StatementHead head;  // without an account: it is not ours, or not known
    // Why it is put aside beside the others that are there; empty: it is not. Judged with each
    // change.
    std::string aside = {};
    bool waits = false;  // for a statement before it, not because it is there twice

    bool IsGood() const { return head.IsGood() && aside.empty(); }
};

struct KeptFile {
    core::Uuid file_id;
    std::string sha256;  // hex
    std::string name;    // without folders
    std::string format;
    std::vector<std::string> faults = {};  // of the whole file: none of its statements counts
    bool discarded = false;
    std::int64_t lines = 0;
    core::Timestamp received_at = {};
    std::string received_by = {};
    std::string decided_by = {};  // who released or discarded it, and why
    std::string reason = {};
    std::int32_t version = 0;  // of its stream of facts
    std::vector<KeptStatement> statements = {};

    // Quarantined: something of it is put aside; the rest counts.
    FileState State() const;
    bool IsUsed(const KeptStatement& one) const {
        return !discarded && faults.empty() && one.IsGood();
    }
    bool Waits() const;
    // A better file, or a setting, may make right what was wrong with it: it is judged again when
    // it comes again.
    bool IsJudgedAgain() const;
    // Of the file, then of its statements, each with its name.
    std::vector<std::string> Reasons() const;
};

// UUIDv5 of the digest.
core::Uuid StatementFileId(const std::string& sha256);
// UUIDv5 of file, statement (its place in the file, from 0) and position in it (from 1).
core::Uuid StatementLineId(const core::Uuid& file, std::uint32_t place, std::uint32_t position);

}  // namespace clearway::reconciliation
