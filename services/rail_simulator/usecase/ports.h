// SPDX-License-Identifier: Apache-2.0
// What can be asked of the simulator's book. Never: SQL, messages of the API.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/rail_simulator/domain/request.h"

namespace clearway::rail_simulator {

// Who hears of it, and where.
struct Audience {
    std::string participant;
    std::string rail;

    friend auto operator<=>(const Audience&, const Audience&) = default;
};

struct TakeMessage {
    Audience audience;
    std::string message_id;
    std::string type;
    std::string content;
    Request request;  // what it says
};
// A document that has no fault.
struct LoadScenario {
    std::string document;
};
struct TurnClock {
    std::chrono::microseconds forward;
};
// Nothing new: what has fallen due.
struct LookForDue {};

using Command = std::variant<TakeMessage, LoadScenario, TurnClock, LookForDue>;

struct Reply {
    bool repeated = false;            // the message was taken before
    bool answers_first = false;       // the caller hears of it when the answers are dealt with:
    std::int64_t answered_up_to = 0;  // number of the last one for the audience
    int scenario_version = 0;
    core::Timestamp now = {};  // of the simulator
    // When something falls due next, on the clock of the machine; nullopt: nothing is to come.
    std::optional<core::Timestamp> next_due = {};
};

class BookWriter {
public:
    virtual ~BookWriter() = default;
    // Answers when the effect is durable. Errors: kIdempotencyKeyReused, kInvalidArgument; what the
    // scenario lets fail: kInvalidArgument, kUnavailable; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Reply>> Submit(Command command) = 0;
};

struct StoredAnswer {
    std::int64_t sequence = 0;
    std::string message_id;
    std::string type;
    std::string content;
    core::Timestamp sent_at;
};

// How much is fetched at once.
struct Portion {
    int messages_max;
    std::int64_t bytes_max;  // of their content; the first message comes whatever it has
};

class BookReader {
public:
    virtual ~BookReader() = default;
    // In the order of their numbers. Errors of both: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<StoredAnswer>>> AnswersAfter(Audience audience,
                                                                              std::int64_t sequence,
                                                                              Portion portion) = 0;
    virtual async::Task<core::Result<std::vector<Payment>>> PaymentsAfter(std::int64_t number,
                                                                          int max) = 0;
};

}  // namespace clearway::rail_simulator
