// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/case_book.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "async/runtime.h"
#include "events/event_store.h"
#include "services/compliance/domain/cases/decide_case.h"
#include "services/compliance/events/on_payment_decided.h"
#include "services/compliance/events/outgoing.h"
#include "services/compliance/store/case_store.h"

namespace clearway::compliance {
namespace {

// One batch: what its commands touch is loaded once, decided in order, saved once.
class Batch {
public:
    Batch(postgres::Transaction& transaction, std::span<const CaseCommand> commands,
          events::EventSink& sink)
        : transaction_(transaction), commands_(commands), sink_(sink) {}

    std::vector<core::Result<Case>> Run() {
        Load();
        std::vector<core::Result<Case>> replies;
        for (const auto& command : commands_)
            replies.push_back(std::visit([this](const auto& one) { return Decide(one); }, command));
        std::vector<Case> changed;
        for (const auto& id : changed_) changed.push_back(cases_.at(id));
        SaveCases(transaction_, changed);
        return replies;
    }

private:
    void Load() {
        std::set<core::CaseId> ids;
        std::vector<core::Uuid> screenings;
        auto since = core::Timestamp::max();
        for (const auto& command : commands_) {
            if (const auto* open = std::get_if<OpenCase>(&command))
                ids.insert(core::DeriveCaseId(open->payment));
            if (const auto* resolve = std::get_if<ResolveCase>(&command)) ids.insert(resolve->id);
            if (const auto* record = std::get_if<RecordScreening>(&command)) {
                screenings.push_back(ScreeningStream(record->payment));
                since = std::min(since, record->ordered_at);
            }
        }
        cases_ = LockCases(transaction_, std::vector<core::CaseId>(ids.begin(), ids.end()));
        if (screenings.empty()) return;
        for (const auto& stream : events::FindBegunStreams(transaction_, screenings, since))
            recorded_.insert(stream);
    }

    std::optional<Case> Known(const core::CaseId& id) const {
        const auto found = cases_.find(id);
        return found == cases_.end() ? std::nullopt : std::optional(found->second);
    }

    // The kind of the fact follows from what the case is now.
    void Keep(const CaseDecision& decision, core::Timestamp at, const std::string& traceparent) {
        const auto& after = decision.after;
        if (decision.changed) {
            cases_.insert_or_assign(after.id, after);
            changed_.insert(after.id);
        }
        if (!decision.announced) return;
        CaseFact fact{.body = CaseResolved{after}, .at = at, .traceparent = traceparent};
        if (after.status == CaseStatus::kOpen) fact.body = CaseOpened{after};
        sink_.push_back(ToEvent(fact));
    }

    core::Result<Case> Decide(const OpenCase& command) {
        auto decision = DecideOpen(Known(core::DeriveCaseId(command.payment)), command);
        Keep(decision, command.at, command.traceparent);
        return std::move(decision.after);
    }

    core::Result<Case> Decide(const ResolveCase& command) {
        auto decision = DecideResolve(Known(command.id), command);
        if (!decision) return std::move(decision).error();
        Keep(*decision, command.at, command.traceparent);
        return std::move(decision->after);
    }

    core::Result<Case> Decide(const RecordScreening& command) {
        if (recorded_.insert(ScreeningStream(command.payment)).second)
            sink_.push_back(
                ToEvent({PaymentScreened{command}, command.at, command.traceparent}));
        return Case{};
    }

    postgres::Transaction& transaction_;
    std::span<const CaseCommand> commands_;
    events::EventSink& sink_;
    CasesById cases_;
    std::set<core::CaseId> changed_;
    std::set<core::Uuid> recorded_;
};

std::vector<core::Result<Case>> Apply(postgres::Transaction& transaction,
                                      std::span<const CaseCommand> commands,
                                      events::EventSink& sink) {
    return Batch(transaction, commands, sink).Run();
}

}  // namespace

CaseBook::CaseBook(const std::string& database_url, events::Outbox& outbox,
                   async::Executor executor)
    : executor_(std::move(executor)),
      runner_({.name = "cases", .database_url = database_url}, outbox, Apply) {}

async::Task<core::Result<Case>> CaseBook::Submit(CaseCommand command) {
    return runner_.Submit(std::move(command));
}

void CaseBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = CommandsFor(event)});
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kPaymentConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

}  // namespace clearway::compliance
