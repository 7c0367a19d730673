// SPDX-License-Identifier: Apache-2.0
// What can be asked of the book of payments at rails, and what the resolver needs of others. Never:
// SQL, messages of the API.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/settlement/rails/decide.h"
#include "services/settlement/rails/rail.h"
#include "services/settlement/usecase/rails/file_ports.h"

namespace clearway::settlement {

// The funds of a payment are committed. Said again, it is known.
struct OpenRailTransfer {
    rails::RailOrder order;
};

// What happened to one transfer here.
struct RailStep {
    rails::RailTransferId id;
    rails::Event event;
    std::vector<std::string> left_out = {};  // with a submission: see rails::Choice
    std::vector<RailMessageRecord> messages = {};
};

// Messages of a rail, in its order. They are applied with the number up to which they go, or not at
// all: when `after` is not the number that is stored, another reader was quicker.
struct ReceiveFromRail {
    std::string rail;
    std::int64_t after = 0;
    std::int64_t up_to = 0;
    std::vector<rails::Statement> statements = {};
    std::vector<RailMessageRecord> messages = {};
    std::vector<RailMessageRecord> unreadable = {};  // each a conflict, kept by its digest
};

// An operator has looked. Errors: kNotFound.
struct ResolveRailConflict {
    core::Uuid conflict_id;
    std::string operator_id;
    std::string note;
};

using RailCommand = std::variant<OpenRailTransfer, RailStep, ReceiveFromRail, ResolveRailConflict,
                                 MakeRailFile, SendRailFileAgain, RailFileStep>;

struct RailReply {
    rails::Effect effect = rails::Effect::kAbsorbed;
    std::optional<rails::RailTransfer> transfer = {};  // as it is now; of a step
};

class RailBookWriter {
public:
    virtual ~RailBookWriter() = default;
    // Answers when the effect is durable. Errors: kOverloaded, kUnavailable: the same command again
    // converges; kInvalidArgument for a transfer or conflict that is not there.
    virtual async::Task<core::Result<RailReply>> Submit(RailCommand command) = 0;
};

struct StoredRailConflict {
    core::Uuid id;
    core::PaymentId payment;  // nil: about none that is known
    std::string rail;
    std::string kind;
    std::string detail;
    std::string message_digest;  // of a message that could not be read; else empty
    core::Timestamp opened_at;
    std::optional<core::Timestamp> resolved_at = {};
    std::string resolved_by = {};
    std::string note = {};
};

class RailBookReader {
public:
    virtual ~RailBookReader() = default;
    // Those about which something is to be done, by the time when it is: the first `limit` of each
    // rail, whatever another has waiting. Errors of all: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<rails::RailTransfer>>> EarliestDue(int limit) = 0;
    // Number of the last message that was applied; 0: none.
    virtual async::Task<core::Result<std::int64_t>> CursorOf(std::string rail) = 0;
    // Errors: kNotFound.
    virtual async::Task<core::Result<rails::RailTransfer>> Find(rails::RailTransferId id) = 0;
    // Unknown, to be sent again, or created before `created_before` and not sent yet; newest first,
    // as the next.
    virtual async::Task<core::Result<std::vector<rails::RailTransfer>>> ListWaiting(
        core::Timestamp created_before, std::optional<core::PagePosition> after, int limit) = 0;
    virtual async::Task<core::Result<std::vector<StoredRailConflict>>> ListConflicts(
        bool resolved_too, std::optional<core::PagePosition> after, int limit) = 0;
};

// The way to the rails: delivers bytes, knows nothing of what they say.
class RailNetwork {
public:
    virtual ~RailNetwork() = default;
    // The rail has the message. Errors: kInvalidArgument: it is none, or too large, and was not
    // taken; any other: whether it was taken is not known.
    virtual async::Task<core::Result<core::Done>> Submit(std::string rail,
                                                         rails::Message message) = 0;
    struct Received {
        std::int64_t sequence = 0;
        rails::Message message;
    };
    // Those after a number, in order, `max` at most and no more than 4 MiB of them; waits until
    // there is one, or some seconds. Errors: kUnavailable, kDeadlineExceeded.
    virtual async::Task<core::Result<std::vector<Received>>> Receive(std::string rail,
                                                                     std::int64_t after,
                                                                     int max) = 0;
};

class RailInstructions {
public:
    virtual ~RailInstructions() = default;
    // Errors: kNotFound and the like: it will never be told; kInternal: this one cannot be told
    // now, others may; kUnavailable, kDeadlineExceeded, kOverloaded: none can.
    virtual async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder order) = 0;
};

}  // namespace clearway::settlement
