// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/case_book.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

#include "async/runtime.h"
#include "events/event_store.h"
#include "services/compliance/domain/cases/decide_case.h"
#include "services/compliance/domain/cases/frozen_alert.h"
#include "services/compliance/events/on_payment_decided.h"
#include "services/compliance/events/outgoing.h"
#include "services/compliance/store/alert_store.h"
#include "services/compliance/store/case_store.h"

namespace clearway::compliance {
namespace {

// One batch: what its commands touch is loaded once, decided in order, saved once.
class Batch {
public:
    Batch(postgres::Transaction& transaction, std::span<const CaseCommand> commands,
          events::EventSink& sink, Sealer* sealer)
        : transaction_(transaction), commands_(commands), sink_(sink), sealer_(sealer) {}

    std::vector<core::Result<Case>> Run() {
        Load();
        std::vector<core::Result<Case>> replies;
        for (const auto& command : commands_)
            replies.push_back(std::visit([this](const auto& one) { return Decide(one); }, command));
        Save();
        return replies;
    }

private:
    void Load() {
        CaseKeys keys;
        std::vector<core::Uuid> screenings;
        auto since = core::Timestamp::max();
        for (const auto& command : commands_) {
            if (const auto* raise = std::get_if<RaiseAlert>(&command)) {
                keys.alerts.insert(raise->alert_id);
                keys.subjects.insert(raise->subject);
            }
            if (const auto* resolve = std::get_if<ResolveCase>(&command))
                keys.ids.insert(resolve->id);
            if (const auto* record = std::get_if<RecordScreening>(&command)) {
                screenings.push_back(ScreeningStream(record->payment));
                since = std::min(since, record->ordered_at);
            }
        }
        for (auto& [id, one] : LockCases(transaction_, keys)) Remember(std::move(one));
        if (screenings.empty()) return;
        for (const auto& stream : events::FindBegunStreams(transaction_, screenings, since))
            recorded_.insert(stream);
    }

    void Save() {
        std::vector<Case> changed;
        for (const auto& id : changed_) changed.push_back(cases_.at(id));
        std::sort(changed.begin(), changed.end(), [](const Case& a, const Case& b) {
            return std::tie(a.subject, a.number) < std::tie(b.subject, b.number);
        });
        SaveCases(transaction_, changed);
        SaveAlerts(transaction_, alerts_, sealer_);
    }

    void Remember(Case one) {
        for (const auto& alert : one.alerts) of_alert_[alert.id] = one.id;
        auto& latest = latest_[one.subject];
        if (one.number >= latest.number) latest = {.number = one.number, .id = one.id};
        const auto id = one.id;
        cases_.insert_or_assign(id, std::move(one));
    }

    std::optional<Case> Known(const core::CaseId& id) const {
        const auto found = cases_.find(id);
        return found == cases_.end() ? std::nullopt : std::optional(found->second);
    }

    // The case that has the alert, else the subject's latest.
    std::optional<Case> KnownTo(const RaiseAlert& command) const {
        if (const auto found = of_alert_.find(command.alert_id); found != of_alert_.end())
            return Known(found->second);
        const auto latest = latest_.find(command.subject);
        return latest == latest_.end() ? std::nullopt : Known(latest->second.id);
    }

    void Keep(const CaseDecision& decision, core::Timestamp at, const std::string& traceparent) {
        if (!decision.changed) return;
        changed_.insert(decision.after.id);
        Remember(decision.after);
        for (const auto& body : decision.facts)
            sink_.push_back(ToEvent({.body = body, .at = at, .traceparent = traceparent}));
    }

    core::Result<Case> Decide(const RaiseAlert& command) {
        auto document = FreezeAlert(command, core::Uuid::Random());
        auto decision = DecideRaise(KnownTo(command), command, core::Sha256(document));
        Keep(decision, command.at, command.traceparent);
        if (decision.alert_added) {
            const auto& after = decision.after;
            alerts_.push_back({.case_id = after.id,
                               .person = after.subject.id,
                               .ordinal = static_cast<std::int64_t>(after.alerts.size() - 1),
                               .alert = after.alerts.back(),
                               .document = std::move(document)});
        }
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
            sink_.push_back(ToEvent({PaymentScreened{command}, command.at, command.traceparent}));
        return Case{};
    }

    postgres::Transaction& transaction_;
    std::span<const CaseCommand> commands_;
    events::EventSink& sink_;
    Sealer* sealer_;
    struct Latest {
        std::int32_t number = 0;
        core::CaseId id = {};
    };
    CasesById cases_;
    std::map<core::Uuid, core::CaseId> of_alert_;
    std::map<Subject, Latest> latest_;
    std::set<core::CaseId> changed_;
    std::vector<NewAlert> alerts_;
    std::set<core::Uuid> recorded_;
};

}  // namespace

CaseBook::CaseBook(const std::string& database_url, events::Outbox& outbox,
                   async::Executor executor, Sealer* sealer)
    : executor_(std::move(executor)),
      runner_({.name = "cases", .database_url = database_url}, outbox,
              [sealer](postgres::Transaction& transaction, std::span<const CaseCommand> commands,
                       events::EventSink& sink) {
                  return Batch(transaction, commands, sink, sealer).Run();
              }) {}

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
