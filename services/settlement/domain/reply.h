// SPDX-License-Identifier: Apache-2.0
// What the ledger answers to a command.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "services/settlement/domain/account.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/refusal.h"
#include "services/settlement/domain/suspended_transfer.h"
#include "services/settlement/domain/transfer.h"

namespace clearway::settlement {

struct AccountReply {
    Account account;
    bool replayed;
};

enum class HoldOutcome { kHeld, kRefused, kEnded };

struct HoldReply {
    HoldOutcome outcome;
    std::optional<Refusal> refusal = {};
};

struct ReleaseReply {
    bool released;
};

// What became of a hold. kRepeated: its state takes no such order (any more), nothing was done.
enum class PostOutcome { kPosted, kRefused, kRepeated, kCommitted, kReturned };

struct PostReply {
    PostOutcome outcome;
};

struct TransferReply {
    Transfer transfer;
    Account account;
    bool replayed;
};

// kNotPosted: nothing speaks against it, but another one of all or none was refused.
enum class BookingOutcome { kPosted, kReplayed, kRefused, kNotPosted };

struct BookedOrder {
    BookingOutcome outcome;
    std::optional<Refusal> refusal = {};
};

// In the order of the orders.
struct BookingReply {
    std::vector<BookedOrder> orders;
};

struct WindowReply {
    std::int64_t open;  // the number of the window that is open now
    bool replayed;
};

struct ParticipantReply {
    Participant participant;
    bool replayed;
};

// As it is now: with a proposal, or the release.
struct SuspendedReply {
    SuspendedTransfer suspended;
};

using Reply = std::variant<AccountReply, HoldReply, ReleaseReply, PostReply, TransferReply,
                           BookingReply, WindowReply, ParticipantReply, SuspendedReply>;

}  // namespace clearway::settlement
