// SPDX-License-Identifier: Apache-2.0
// What is done in one transaction of the book: commands are applied in their order, then what has
// fallen due, and all answers get their numbers.
#pragma once

#include <map>

#include "services/rail_simulator/books/arrivals.h"
#include "services/rail_simulator/rails/write_statement.h"

namespace clearway::rail_simulator {

class Batch {
public:
    // `now` is the simulator's. Scenario and commands must outlive it.
    Batch(postgres::Transaction& transaction, const Scenario& scenario,
          std::span<const Command> commands, core::Timestamp now)
        : transaction_(transaction),
          scenario_(scenario),
          now_(now),
          arrivals_(transaction, commands, now) {}

    // One of the commands.
    core::Result<Reply> Take(const TakeMessage& message);
    // Up to `max` steps; how many there were.
    std::size_t RunDue(std::size_t max);
    // Answers get their numbers; true when there was one.
    bool Finish();
    // The number of the last answer for an audience, after Finish.
    std::int64_t LastSequenceFor(const Audience& audience);

private:
    core::Result<Reply> Repeat(const TakeMessage& message, const std::string& known);
    core::Result<Reply> Ask(const TakeMessage& message, const TransferRequest& request);
    core::Result<Reply> Ask(const TakeMessage& message, const Enquiry& enquiry);
    core::Result<Reply> Ask(const TakeMessage& message, const Recall& recall);

    void Open(const TakeMessage& message, const std::vector<Order>& orders,
              const std::vector<const Rule*>& rules);
    void AnswerRecallOf(const Recall& recall, const References& references,
                        const Audience& audience, Payment* payment);
    // Of the file that a payment is of, when it is stored what became of the others.
    void Report(const Payment& payment, core::Timestamp at, int copies);
    // A step for which there is no message changes nothing and is told in the log: the others go
    // on.
    void DoOrPutAside(const LoadedStep& loaded, Payment& payment);
    void Save(std::span<const Payment* const> changed);
    // What a step makes of a payment, and what is said of it, at the time when it fell due: the
    // clock may have been turned past it.
    void Do(const Step& step, const std::string& occasion, core::Timestamp at, Payment& payment);
    void Notify(const Payment& payment, bool is_return, core::Timestamp at);
    // The day of the payment's account that ended at `at`.
    void State(const Payment& payment, core::Timestamp at);
    void Answered(const Audience& audience, Answer answer, int copies = 1);

    postgres::Transaction& transaction_;
    const Scenario& scenario_;
    const core::Timestamp now_;
    Arrivals arrivals_;
    std::map<Audience, std::int64_t> sequences_;
    std::vector<NumberedAnswer> answers_;
    std::vector<Booking> bookings_;  // their payments are there until Save
};

}  // namespace clearway::rail_simulator
