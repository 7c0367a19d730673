// SPDX-License-Identifier: Apache-2.0
// Files of payments: what can be asked of the book about them. A file never changes; what becomes
// of it is what becomes of its payments. Never: SQL, messages of the API.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/settlement/rails/rail_events.h"

namespace clearway::settlement {

// A message that went out or came in: that it was, never what it says.
struct RailMessageRecord {
    std::string rail;
    bool outgoing = true;
    std::string message_id;
    std::string type;    // "pacs.008.001.08"
    std::string digest;  // SHA-256 of its bytes, 32 bytes
    std::optional<core::PaymentId> payment = {};
};

// Payments that were gathered for a cut-off, and are in no file yet.
struct RailCollection {
    std::string rail;
    core::Currency currency;
    core::Timestamp cut_off;
};

struct RailFile {
    core::Uuid id;  // follows from the collection and the number
    RailCollection collection;
    int number;  // 1, 2, 3, ... of the collection
    core::Timestamp made_at;
    std::string message_digest;  // SHA-256 of its bytes, 32 bytes
};

// A file is about to be sent: it is written down with the submission of each of its payments, or
// nothing is. Effect kRefused: a payment was stopped meanwhile, or the file is there.
struct MakeRailFile {
    RailFile file;
    std::vector<rails::RailTransferId> payments;  // in their order
    RailMessageRecord message;
};

// The rail never had it: about to be sent again with all of its payments, whatever the rail said of
// one alone. The digest is of what would be sent; empty: it cannot be built. Effect kRefused: it is
// not what was sent, or holds a payment that was decided since, or that the rail would not stop,
// and a person looks; kAbsorbed: nobody waits for it (any more), or all that do were to be stopped,
// and are.
struct SendRailFileAgain {
    core::Uuid file;
    std::string message_digest;
};

// What happened to all payments of a file.
struct RailFileStep {
    core::Uuid file;
    rails::Event event;
};

struct StoredRailFile {
    RailFile file;
    std::vector<rails::RailTransfer> payments;  // in their order
};

class RailFileReader {
public:
    virtual ~RailFileReader() = default;
    // By their cut-off, also those that are to come. Errors of all: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<RailCollection>>> Collections(int limit) = 0;
    // As they were ordered.
    virtual async::Task<core::Result<std::vector<rails::RailTransfer>>> Gathered(
        RailCollection collection, int limit) = 0;
    // Files that left at the cut-off.
    virtual async::Task<core::Result<int>> CountFiles(RailCollection collection) = 0;
    // Errors: kNotFound.
    virtual async::Task<core::Result<StoredRailFile>> File(core::Uuid id) = 0;
};

}  // namespace clearway::settlement
