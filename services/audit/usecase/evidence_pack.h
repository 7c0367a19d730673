// SPDX-License-Identifier: Apache-2.0
// What a payment or a case is proved with to somebody who has nothing but a public key: the facts
// of all services with their payloads, their places in the audit log, and the documents that the
// facts name by digest. Plain data; collect_pack.h makes it, verify_pack.h judges it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "merkle/hash.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

struct PackSubject {
    std::string kind;  // "payment" or "case"
    std::string id;    // UUID

    friend bool operator==(const PackSubject&, const PackSubject&) = default;
};

struct PackedFact {
    Entry entry;
    std::string payload;       // serialised message; the entry has its digest
    std::string message;       // the same as a JSON object, for people
    std::string summary;       // a line for people
    std::uint64_t number = 0;  // of the leaf
    std::vector<merkle::Hash> proof = {};
};

// Frozen text of which some fact of the pack holds the SHA-256.
struct PackedDocument {
    std::string name;  // "alert <id>"
    std::string text;
};

struct EvidencePack {
    PackSubject subject;
    core::Timestamp collected_at;
    std::vector<PackedFact> facts;  // by leaf
    std::vector<PackedDocument> documents;
    // As the case shows it to an operator, a JSON object for people; covered by the signature
    // alone.
    std::string case_view;
    std::string checkpoint;  // the signed note under which all facts are
};

}  // namespace clearway::audit
