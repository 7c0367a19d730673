// SPDX-License-Identifier: Apache-2.0
// What the settlement of windows needs of the store. Never: SQL, messages of the API.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/settling.h"

namespace clearway::settlement {

struct WindowKey {
    core::Currency currency;
    std::int64_t number;
};

// Takes a window one step further: from closed to settling, the next page of instructions into
// facts, from settling to settled. Whoever calls it knows that FindFault finds nothing.
struct AdvanceWindow {
    WindowKey key;
};

// Of instructions that are confirmed already nothing is noted again.
struct ConfirmInstructions {
    WindowKey key;
    std::vector<core::Uuid> ids;
    std::string confirmed_by;
    // True: they were booked in the ledger. False: somebody says that they were carried out
    // elsewhere, which is refused of one that is settled in the ledger.
    bool booked = false;
};

struct WindowCommand {
    std::variant<AdvanceWindow, ConfirmInstructions> what;
    std::string traceparent = {};
};

// kWaiting: for instructions that are not confirmed. kSettled and kOpen: there is nothing to do.
// kUnaddressed: an instruction that goes elsewhere would name an institution without a BIC; nothing
// is begun before an operator sets it.
enum class WindowStep { kOpen, kAdvanced, kWaiting, kSettled, kUnaddressed };

struct WindowProgress {
    WindowStep step;
    std::int64_t confirmed = 0;    // by this command
    std::string unaddressed = {};  // the institution; empty: the settlement agent
};

class WindowDesk {
public:
    virtual ~WindowDesk() = default;
    // Answers when the effect is durable. Errors: kNotFound (no such window or instruction),
    // kInvalidArgument (it is settled in the ledger), kBalanceLimit, kOverloaded, kUnavailable.
    virtual async::Task<core::Result<WindowProgress>> Submit(WindowCommand command) = 0;
};

// Of one window: what its writer counted, and what its transfers come to.
struct WindowSums {
    std::vector<Flow> flows;
    std::vector<Flow> transfers;
};

// Of a window.
struct FlowKey {
    std::string debtor;
    std::string creditor;
};

struct StoredInstruction {
    Instruction instruction;
    bool confirmed;
};

// Errors of all: kOverloaded, kUnavailable.
class WindowReader {
public:
    virtual ~WindowReader() = default;
    // Errors: kNotFound.
    virtual async::Task<core::Result<Settling>> FindWindow(WindowKey key) = 0;
    // By currency, each newest first; an empty currency is all of them.
    virtual async::Task<core::Result<std::vector<Settling>>> ListWindows(
        std::string currency, std::optional<WindowKey> after, int limit) = 0;
    // One of each currency; an empty currency is all of them.
    virtual async::Task<core::Result<std::vector<Window>>> ListOpen(std::string currency,
                                                                    int limit) = 0;
    // Closed and not settled, by currency, the oldest first.
    virtual async::Task<core::Result<std::vector<Settling>>> ListUnsettled(
        std::optional<WindowKey> after, int limit) = 0;
    virtual async::Task<core::Result<std::vector<Flow>>> ReadFlows(WindowKey key) = 0;
    // By debtor and creditor.
    virtual async::Task<core::Result<std::vector<Flow>>> ListFlows(WindowKey key,
                                                                   std::optional<FlowKey> after,
                                                                   int limit) = 0;
    // Reads all transfers of the window. Errors: kDeadlineExceeded, kBalanceLimit.
    virtual async::Task<core::Result<WindowSums>> CountWindow(WindowKey key) = 0;
    virtual async::Task<core::Result<std::vector<StoredInstruction>>> ListInstructions(
        WindowKey key, std::int64_t after, int limit) = 0;
    // Those that are settled in the ledger and not confirmed.
    virtual async::Task<core::Result<std::vector<Instruction>>> ListToBook(WindowKey key,
                                                                           int limit) = 0;
    // By currency and name, as they stand in the open window; an empty currency is all of them.
    virtual async::Task<core::Result<std::vector<Participant>>> ListParticipants(
        std::string currency, std::optional<ParticipantKey> after, int limit) = 0;
};

}  // namespace clearway::settlement
