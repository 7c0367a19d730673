// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/party_book.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "async/runtime.h"
#include "services/compliance/domain/parties/decide_party.h"
#include "services/compliance/events/on_case_ended.h"
#include "services/compliance/events/party_facts.h"
#include "services/compliance/store/party_store.h"

namespace clearway::compliance {
namespace {

// One batch: what its commands touch is loaded once, decided in order, saved once.
class Batch {
public:
    Batch(postgres::Transaction& transaction, const RecordKeys& keys,
          std::span<const PartyCommand> commands, events::EventSink& sink)
        : transaction_(transaction), keys_(keys), commands_(commands), sink_(sink) {}

    const std::set<PartyId>& Changed() const { return changed_; }

    std::vector<core::Result<PartyReply>> Run() {
        std::set<PartyId> ids;
        for (const auto& command : commands_) ids.insert(PartyOf(command));
        parties_ = LockParties(transaction_, keys_, std::vector<PartyId>(ids.begin(), ids.end()));
        std::vector<core::Result<PartyReply>> replies;
        for (const auto& command : commands_) replies.push_back(Apply(command));
        std::vector<Party> changed;
        for (const auto& id : changed_) changed.push_back(parties_.at(id));
        SaveParties(transaction_, keys_.persons, changed, documents_);
        return replies;
    }

private:
    core::Result<PartyReply> Apply(const PartyCommand& command) {
        const auto found = parties_.find(PartyOf(command));
        auto step =
            Decide(found == parties_.end() ? std::nullopt : std::optional(found->second), command);
        if (!step) return std::move(step).error();
        Keep(*step, command);
        return PartyReply{.party = std::move(step->after), .replayed = step->replayed};
    }

    void Keep(const PartyStep& step, const PartyCommand& command) {
        if (step.facts.empty()) return;
        const auto& after = step.after;
        parties_.insert_or_assign(after.id, after);
        changed_.insert(after.id);
        auto version = after.version - static_cast<std::int32_t>(step.facts.size());
        for (const auto& fact : step.facts) {
            sink_.push_back(ToEvent(after, fact, ++version, command));
            if (std::holds_alternative<PartyDocumentAdded>(fact))
                documents_.push_back({after.id, after.documents.back()});
        }
    }

    postgres::Transaction& transaction_;
    const RecordKeys& keys_;
    std::span<const PartyCommand> commands_;
    events::EventSink& sink_;
    PartiesById parties_;
    std::set<PartyId> changed_;
    std::vector<NewDocument> documents_;
};

// What cannot be sealed without the token is not changed: the callers come again. News, of which
// nobody hears the answer, needs no seal and must not be lost for what does: it goes alone then.
std::vector<core::Result<PartyReply>> Apply(postgres::Transaction& transaction,
                                            const RecordKeys& keys,
                                            std::span<const PartyCommand> commands,
                                            events::EventSink& sink,
                                            std::vector<PartyId>& changed) {
    changed.clear();
    try {
        Batch batch(transaction, keys, commands, sink);
        auto replies = batch.Run();
        changed.assign(batch.Changed().begin(), batch.Changed().end());
        return replies;
    } catch (const vault::KeyEncryptionError&) {
        if (std::ranges::any_of(commands, IsNews)) throw;
        sink.clear();
        return std::vector<core::Result<PartyReply>>(commands.size(),
                                                     core::ErrorCode::kUnavailable);
    }
}

}  // namespace

PartyBook::PartyBook(const std::string& database_url, events::Outbox& outbox,
                     async::Executor executor, vault::PersonKeys& keys, Changed changed)
    : executor_(std::move(executor)),
      runner_(
          {.name = "parties", .database_url = database_url}, outbox,
          [this, &keys](postgres::Transaction& transaction, std::span<const PartyCommand> commands,
                        events::EventSink& sink) {
              return Apply(transaction, {keys, unreadable_}, commands, sink, changed_parties_);
          },
          [this, changed = std::move(changed)] {
              if (!changed) return;
              for (const auto& party : changed_parties_) changed(party);
          }) {}

void PartyBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = ConfirmedBy(event)});
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kCaseConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

async::Task<core::Result<PartyReply>> PartyBook::Submit(PartyCommand command) {
    return runner_.Submit(std::move(command));
}

}  // namespace clearway::compliance
