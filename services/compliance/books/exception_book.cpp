// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/exception_book.h"

#include <stdexcept>

#include "async/runtime.h"
#include "services/compliance/events/exception_facts.h"
#include "services/compliance/events/on_case_ended.h"
#include "services/compliance/store/exceptions/exception_store.h"

namespace clearway::compliance {
namespace {

class Batch {
public:
    using Reply = std::optional<ScreeningException>;

    Batch(postgres::Transaction& transaction, events::EventSink& sink,
          std::vector<PartyId>& changed)
        : transaction_(transaction), sink_(sink), changed_(changed) {}

    core::Result<Reply> Apply(const NoteMatches& command) {
        SaveFound(transaction_, command.found);
        return Reply();
    }

    core::Result<Reply> Apply(const CloseMatches& command) {
        std::vector<core::Uuid> confirmed;
        for (const auto& one : Close(transaction_, command)) {
            if (one.state == ExceptionState::kInForce) Announce(one, command.traceparent);
            if (one.state == ExceptionState::kConfirmed) confirmed.push_back(one.id);
        }
        const Revocation revocation{
            .at = command.at, .by = command.closed_by, .reason = "the match was confirmed"};
        for (const auto& one : Revoke(transaction_, confirmed, revocation))
            Announce(one, command.traceparent);
        return Reply();
    }

    core::Result<Reply> Apply(const RevokeException& command) {
        auto known = LockException(transaction_, command.id);
        if (!known) return core::ErrorCode::kNotFound;
        // The call again must not end what was put in force since.
        if (known->state == ExceptionState::kRevoked) return Reply(std::move(known));
        const Revocation revocation{
            .at = command.at, .by = command.revoked_by, .reason = command.reason};
        for (auto& one : Revoke(transaction_, std::span(&command.id, 1), revocation)) {
            Announce(one, command.traceparent);
            if (one.id == command.id) known = std::move(one);
        }
        return Reply(std::move(known));
    }

private:
    void Announce(const ScreeningException& one, const std::string& traceparent) {
        sink_.push_back(ToEvent(one, traceparent));
        changed_.push_back(one.party);
    }

    postgres::Transaction& transaction_;
    events::EventSink& sink_;
    std::vector<PartyId>& changed_;
};

}  // namespace

ExceptionBook::ExceptionBook(const std::string& database_url, events::Outbox& outbox,
                             async::Executor executor, Changed changed)
    : executor_(std::move(executor)),
      runner_(
          {.name = "exceptions", .database_url = database_url}, outbox,
          [this](postgres::Transaction& transaction, std::span<const ExceptionCommand> commands,
                 events::EventSink& sink) {
              changed_parties_.clear();
              Batch batch(transaction, sink, changed_parties_);
              std::vector<core::Result<Reply>> replies;
              for (const auto& command : commands)
                  replies.push_back(
                      std::visit([&batch](const auto& one) { return batch.Apply(one); }, command));
              return replies;
          },
          [this, changed = std::move(changed)] {
              for (const auto& party : changed_parties_) changed(party);
          }) {}

async::Task<core::Result<std::optional<ScreeningException>>> ExceptionBook::Submit(
    ExceptionCommand command) {
    return runner_.Submit(std::move(command));
}

void ExceptionBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch) {
        std::vector<ExceptionCommand> commands;
        if (auto closed = ClosedBy(event)) commands.emplace_back(std::move(*closed));
        consumed.push_back({.mark = events::MarkOf(event), .commands = std::move(commands)});
    }
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kExceptionConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

}  // namespace clearway::compliance
