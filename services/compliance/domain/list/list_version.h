// SPDX-License-Identifier: Apache-2.0
// A list that was imported, on its way: imported -> active -> superseded or rolled back. One
// version of a source is active at a time. Commands and facts about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "core/uuid.h"
#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

// Numbers are those of the proto and of the database.
enum class ListState : std::uint8_t {
    kImported = 1,
    kActive = 2,
    kSuperseded = 3,
    kRolledBack = 4
};

struct ListVersion {
    core::Uuid id =
        {};  // derived from source, files and content: what was imported once is one version
    std::string source = {};   // "ofac", "un", "eu", "uk", "own"
    std::string format = {};   // as the importer names it
    std::string version = {};  // "un-2026-11-02/<first 12 hex digits of the content's digest>"
    std::string date = {};     // of the list, YYYY-MM-DD or YYYY-MM; empty where nobody says it
    core::Sha256Digest checksum{};  // of the files as they were read
    core::Sha256Digest content{};   // of the list as it is kept
    std::int64_t entries = 0;
    std::int64_t names = 0;
    std::int64_t refused = 0;  // entries of the files that are not in the list
    std::string report = {};   // all that was read and refused, JSON
    ListState state = ListState::kImported;
    std::string imported_by = {};
    core::Timestamp imported_at = {};
    std::string approved_by = {};      // the operator who asked for it first; another one activates
    std::string override_reason = {};  // why it may be active although half of the entries are gone
    std::string activated_by = {};
    std::optional<core::Timestamp> activated_at = {};
    std::int64_t activation =
        0;                     // number of the last activation among those of all lists; 0: never
    core::Uuid replaced = {};  // the version that it took the place of; nil: there was none
    std::int32_t facts = 0;    // that are stored of it
};

// One operator wants it to be active; another one has to.
inline bool AwaitsSecondOperator(const ListVersion& version) {
    return version.state != ListState::kActive && !version.approved_by.empty();
}

// A list as it is kept: the version says the digest of the bytes.
struct KeptList {
    ListVersion version;
    std::string bytes;
};

// `origin` says all but the id, the content and its counts. A list that brings its version with it
// keeps that; else it is named by source, date and content.
KeptList KeepList(ListVersion origin, SanctionsList list);

// SHA-256 over the digests of a list's files, in hex, in the order in which they are read.
core::Sha256Digest ChecksumOf(const std::vector<std::string>& file_digests);

// What a version changes in the list that is active.
struct ListChange {
    std::int64_t added = 0;
    std::int64_t gone = 0;
    std::int64_t changed = 0;
    bool lost_too_many = false;  // see LostTooMany

    friend bool operator==(const ListChange&, const ListChange&) = default;
};

struct ActivateList {
    core::Uuid id;
    std::string by;               // SPIFFE id of the operator
    std::string override_reason;  // empty: none
    core::Timestamp at;
    std::string traceparent = {};
};

// The active version goes; the one that it replaced is active again.
struct RollBackList {
    core::Uuid id;
    std::string by;
    std::string reason;
    core::Timestamp at;
    std::string traceparent = {};
};

struct ListImported {};
struct ListActivated {
    ListChange change;
    bool rolled_back_to = false;  // it is the version before, again
};
struct ListRolledBack {
    std::string by;
    std::string reason;
    core::Uuid successor = {};  // the version that is active in its place
};

struct ListFact {
    ListVersion version;  // as it is after
    std::variant<ListImported, ListActivated, ListRolledBack> body;
    core::Timestamp at;
    std::string traceparent;
};

}  // namespace clearway::compliance
