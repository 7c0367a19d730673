// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/work_on_case.h"

#include <boost/json/serialize.hpp>

#include "services/compliance/usecase/characters.h"

namespace clearway::compliance {
namespace {

constexpr std::string_view kSpiffe = "spiffe://";
constexpr std::size_t kNameBytesMax = 256;

bool HasCharacters(const std::string& text, std::size_t most) {
    return !text.empty() && Characters(text) <= most;
}

// By what it says: said again, it is the same alert.
core::Uuid DeriveManualAlert(const Officer& officer, const ManualAlert& alert) {
    return core::Uuid::Derive(alert.subject.id, "manual/" + officer.id + "/" + alert.reason);
}

}  // namespace

async::Task<core::Result<Case>> WorkOnCase::Raise(Officer officer, ManualAlert alert) {
    if (!HasCharacters(alert.reason, kReasonCharactersMax))
        co_return core::InvalidField("reason", "must have 1 to 2000 characters");
    CaseCommand command = RaiseAlert{
        .alert_id = DeriveManualAlert(officer, alert),
        .kind = AlertKind::kManual,
        .subject = alert.subject,
        .reason_codes = kRaisedByOperator,
        .evidence = boost::json::serialize(boost::json::object{{"reason", alert.reason}}),
        .raised_by = officer.id,
        .priority = alert.priority,
        .at = clock_.Now(),
        .traceparent = std::move(officer.traceparent)};
    auto raised = co_await cases_.Submit(std::move(command));
    co_return raised;
}

async::Task<core::Result<Case>> WorkOnCase::Assign(Officer officer, core::CaseId id,
                                                   std::string assignee) {
    if (assignee.empty()) assignee = officer.id;
    if (!assignee.starts_with(kSpiffe) || assignee.size() > kNameBytesMax)
        co_return core::InvalidField("assignee", "must be the SPIFFE id of an operator");
    CaseCommand command = AssignCase{.id = id,
                                     .assignee = std::move(assignee),
                                     .by = std::move(officer.id),
                                     .at = clock_.Now(),
                                     .traceparent = std::move(officer.traceparent)};
    auto assigned = co_await cases_.Submit(std::move(command));
    co_return assigned;
}

async::Task<core::Result<Case>> WorkOnCase::Prioritise(Officer officer, core::CaseId id,
                                                       Priority priority) {
    CaseCommand command = PrioritiseCase{.id = id,
                                         .priority = priority,
                                         .by = std::move(officer.id),
                                         .at = clock_.Now(),
                                         .traceparent = std::move(officer.traceparent)};
    auto prioritised = co_await cases_.Submit(std::move(command));
    co_return prioritised;
}

async::Task<core::Result<Case>> WorkOnCase::Comment(Officer officer, core::CaseId id,
                                                    core::Uuid comment_id, std::string text) {
    if (!HasCharacters(text, kCommentCharactersMax))
        co_return core::InvalidField("text", "must have 1 to 4000 characters");
    CaseCommand command = CommentCase{.id = id,
                                      .comment_id = comment_id,
                                      .text = std::move(text),
                                      .by = std::move(officer.id),
                                      .at = clock_.Now(),
                                      .traceparent = std::move(officer.traceparent)};
    auto commented = co_await cases_.Submit(std::move(command));
    co_return commented;
}

}  // namespace clearway::compliance
