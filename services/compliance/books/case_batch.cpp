// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/case_batch.h"

#include <algorithm>
#include <tuple>

#include "events/event_store.h"
#include "services/compliance/domain/cases/decide_alert.h"
#include "services/compliance/domain/cases/decide_resolution.h"
#include "services/compliance/domain/cases/decide_work.h"
#include "services/compliance/domain/cases/frozen_alert.h"
#include "services/compliance/events/outgoing.h"

namespace clearway::compliance {
namespace {

// What the commands of a batch name.
struct Named {
    CaseKeys cases;
    std::set<core::Uuid> comments;
    std::vector<core::Uuid> screenings;
    core::Timestamp screened_since = core::Timestamp::max();

    void operator()(const RaiseAlert& command) {
        cases.alerts.insert(command.alert_id);
        cases.subjects.insert(command.subject);
    }
    void operator()(const ResolveCase& command) { cases.ids.insert(command.id); }
    void operator()(const AssignCase& command) { cases.ids.insert(command.id); }
    void operator()(const PrioritiseCase& command) { cases.ids.insert(command.id); }
    void operator()(const NoteReport& command) { cases.ids.insert(command.id); }
    void operator()(const CommentCase& command) {
        cases.ids.insert(command.id);
        comments.insert(command.comment_id);
    }
    void operator()(const RecordScreening& command) {
        screenings.push_back(ScreeningStream(command.payment));
        screened_since = std::min(screened_since, command.ordered_at);
    }
};

}  // namespace

std::vector<core::Result<Case>> CaseBatch::Run() {
    Load();
    std::vector<core::Result<Case>> replies;
    for (const auto& command : commands_)
        replies.push_back(std::visit([this](const auto& one) { return Decide(one); }, command));
    Save();
    return replies;
}

void CaseBatch::Load() {
    Named named;
    for (const auto& command : commands_) std::visit(named, command);
    for (auto& [id, one] : LockCases(transaction_, named.cases)) Remember(std::move(one));
    commented_ = FindComments(transaction_, named.comments);
    if (named.screenings.empty()) return;
    for (const auto& stream :
         events::FindBegunStreams(transaction_, named.screenings, named.screened_since))
        recorded_.insert(stream);
}

void CaseBatch::Save() {
    std::vector<Case> changed;
    for (const auto& id : changed_) changed.push_back(cases_.at(id));
    std::sort(changed.begin(), changed.end(), [](const Case& a, const Case& b) {
        return std::tie(a.subject, a.number) < std::tie(b.subject, b.number);
    });
    SaveCases(transaction_, changed);
    SaveAlerts(transaction_, alerts_, sealer_);
    SaveCasePersons(transaction_, persons_);
    SaveComments(transaction_, comments_, sealer_);
}

void CaseBatch::Remember(Case one) {
    for (const auto& alert : one.alerts) of_alert_[alert.id] = one.id;
    auto& latest = latest_[one.subject];
    if (one.number >= latest.number) latest = {.number = one.number, .id = one.id};
    const auto id = one.id;
    cases_.insert_or_assign(id, std::move(one));
}

std::optional<Case> CaseBatch::Known(const core::CaseId& id) const {
    const auto found = cases_.find(id);
    return found == cases_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Case> CaseBatch::LatestOf(const Subject& subject) const {
    const auto latest = latest_.find(subject);
    return latest == latest_.end() ? std::nullopt : Known(latest->second.id);
}

std::optional<Case> CaseBatch::KnownTo(const RaiseAlert& command) const {
    if (const auto found = of_alert_.find(command.alert_id); found != of_alert_.end())
        return Known(found->second);
    return LatestOf(command.subject);
}

template <class Command>
core::Result<Case> CaseBatch::Keep(core::Result<CaseDecision> decision, const Command& command) {
    if (!decision) return std::move(decision).error();
    if (decision->changed) {
        changed_.insert(decision->after.id);
        Remember(decision->after);
        for (const auto& body : decision->facts)
            sink_.push_back(
                ToEvent({.body = body, .at = command.at, .traceparent = command.traceparent}));
    }
    return std::move(decision->after);
}

core::Result<Case> CaseBatch::Decide(const RaiseAlert& command) {
    if (!command.lasting) return Raise(command);
    return Raise(InNextCase(command, LatestOf(command.subject)));
}

core::Result<Case> CaseBatch::Raise(const RaiseAlert& command) {
    const auto known = KnownTo(command);
    auto document = FreezeAlert(command, known, core::Uuid::Random());
    auto decision = DecideRaise(known, command, core::Sha256(document), policy_);
    for (const auto& person : command.persons)
        persons_.push_back({.person = person, .case_id = decision.after.id});
    if (decision.alert_added) {
        const auto& after = decision.after;
        alerts_.push_back({.case_id = after.id,
                           .person = after.subject.id,
                           .ordinal = static_cast<std::int64_t>(after.alerts.size() - 1),
                           .alert = after.alerts.back(),
                           .document = std::move(document)});
    }
    return Keep(std::move(decision), command);
}

core::Result<Case> CaseBatch::Decide(const ResolveCase& command) {
    return Keep(DecideResolve(Known(command.id), command, policy_), command);
}

core::Result<Case> CaseBatch::Decide(const AssignCase& command) {
    return Keep(DecideAssign(Known(command.id), command), command);
}

core::Result<Case> CaseBatch::Decide(const PrioritiseCase& command) {
    return Keep(DecidePrioritise(Known(command.id), command, policy_), command);
}

core::Result<Case> CaseBatch::Decide(const NoteReport& command) {
    return Keep(DecideReport(Known(command.id), command), command);
}

core::Result<Case> CaseBatch::Decide(const CommentCase& command) {
    const auto known = Known(command.id);
    if (known && !commented_.insert(command.comment_id).second) return *known;
    auto decision = DecideComment(known, command);
    if (decision)
        comments_.push_back({.case_id = command.id,
                             .person = known->subject.id,
                             .ordinal = decision->after.comments,
                             .comment = command});
    return Keep(std::move(decision), command);
}

core::Result<Case> CaseBatch::Decide(const RecordScreening& command) {
    if (recorded_.insert(ScreeningStream(command.payment)).second)
        sink_.push_back(ToEvent({PaymentScreened{command}, command.at, command.traceparent}));
    return Case{};
}

}  // namespace clearway::compliance
