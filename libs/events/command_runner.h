// SPDX-License-Identifier: Apache-2.0
// The command runner: batch, retry, history, outbox and inbox in one place. Commands of callers and
// of consumed events go through the same single writer, so the facts of a stream leave in order. A
// use case supplies only its decision; a store only how a batch is loaded and saved.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "events/event.h"
#include "events/inbox.h"
#include "events/outbox.h"
#include "postgres/group_commit.h"

namespace clearway::events {

// Collects the facts of a batch; they are stored with the batch's effects and leave after the commit.
using EventSink = std::vector<NewEvent>;

template <class Command, class Reply>
class CommandRunner {
public:
    // Applies commands in order, one outcome each; facts go to the sink. See GroupCommit::Apply.
    using Apply = std::function<std::vector<core::Result<Reply>>(
        postgres::Transaction&, std::span<const Command>, EventSink&)>;

    // `outbox` must outlive the runner. `committed` is called after each commit, on the writer's thread.
    CommandRunner(postgres::GroupCommitOptions options, Outbox& outbox, Apply apply,
                  std::function<void()> committed = {})
        : outbox_(outbox),
          apply_(std::move(apply)),
          committed_(std::move(committed)),
          writer_(std::move(options),
                  [this](auto& tx, auto units) { return RunUnits(tx, units); },
                  [this] {
                      outbox_.Committed();
                      inbox_.Committed();
                      if (committed_) committed_();
                  }) {}

    // A command of a caller. Weight and errors: see GroupCommit::Submit.
    async::Task<core::Result<Reply>> Submit(Command command, std::size_t weight = 1) {
        Unit unit;
        unit.commands.push_back(std::move(command));
        auto replies = co_await writer_.Submit(std::move(unit), weight);
        if (!replies) co_return std::move(replies).error();
        co_return std::move(replies->front());
    }

    // One command of a consumed event.
    struct Consumed {
        InboxMark mark;
        std::vector<Command> commands;  // none for a fact of no interest: only the position moves
    };

    // Commands of a polled batch, with the positions that are stored in the same transaction. What
    // the inbox knows already is left out. Refusals of single commands are outcomes, not failures:
    // late input must not stop the stream. An effect that cannot be stored is a failure: no position
    // of the batch moves then, and the caller hands the same batch in again.
    async::Task<core::Result<core::Done>> Consume(std::string consumer,
                                                  std::vector<Consumed> batch) {
        Unit unit;
        unit.consumer = std::move(consumer);
        unit.consumed = std::move(batch);
        auto replies = co_await writer_.Submit(std::move(unit));
        if (!replies) co_return std::move(replies).error();
        co_return core::Done{};
    }

private:
    struct Unit {
        std::vector<Command> commands;
        std::string consumer;
        std::vector<Consumed> consumed;
    };
    using Replies = std::vector<core::Result<Reply>>;

    std::vector<core::Result<Replies>> RunUnits(postgres::Transaction& transaction,
                                                std::span<const Unit> units) {
        inbox_.Begin();
        std::vector<Command> commands;
        std::vector<std::size_t> counts;
        for (const auto& unit : units) {
            const auto before = commands.size();
            for (const auto& command : unit.commands) commands.push_back(command);
            if (!unit.consumer.empty()) AddFresh(transaction, unit, commands);
            counts.push_back(commands.size() - before);
        }
        EventSink sink;
        auto outcomes = apply_(transaction, commands, sink);
        outbox_.Append(transaction, std::move(sink));
        return Split(std::move(outcomes), counts);
    }

    void AddFresh(postgres::Transaction& transaction, const Unit& unit,
                  std::vector<Command>& commands) {
        std::vector<InboxMark> marks;
        for (const auto& consumed : unit.consumed) marks.push_back(consumed.mark);
        const auto fresh = inbox_.Advance(transaction, unit.consumer, marks);
        for (std::size_t i = 0; i < unit.consumed.size(); ++i) {
            if (!fresh[i]) continue;
            for (const auto& command : unit.consumed[i].commands) commands.push_back(command);
        }
    }

    static std::vector<core::Result<Replies>> Split(std::vector<core::Result<Reply>> outcomes,
                                                    const std::vector<std::size_t>& counts) {
        std::vector<core::Result<Replies>> split;
        auto next = outcomes.begin();
        for (const auto count : counts) {
            const auto end = next + static_cast<std::ptrdiff_t>(count);
            split.push_back(Replies(std::make_move_iterator(next), std::make_move_iterator(end)));
            next = end;
        }
        return split;
    }

    Outbox& outbox_;
    Inbox inbox_;
    Apply apply_;
    std::function<void()> committed_;
    postgres::GroupCommit<Unit, Replies> writer_;
};

}  // namespace clearway::events
