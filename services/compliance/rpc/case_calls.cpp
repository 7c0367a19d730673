// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/case_calls.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {
namespace {

static_assert(static_cast<int>(CaseAge::kUnderADay) + 1 == v1::CASE_AGE_UNDER_A_DAY);
static_assert(static_cast<int>(CaseAge::kOlder) + 1 == v1::CASE_AGE_OLDER);

Officer OfficerOf(const rpc::CallContext& call) {
    return {.id = call.caller_id, .traceparent = call.trace.ToTraceparent()};
}

core::Result<ManualAlert> Read(const v1::RaiseCaseRequest& request) {
    const auto kind = ReadSubjectKind(request.subject_kind());
    if (!kind) return core::InvalidField("subject_kind", "must be payment, party or account");
    const auto id = core::Uuid::Parse(request.subject_id());
    if (!id) return core::InvalidField("subject_id", "must be a UUID");
    ManualAlert alert{.subject = {.kind = *kind, .id = *id}, .reason = request.reason()};
    if (request.priority() == v1::CASE_PRIORITY_UNSPECIFIED) return alert;
    const auto priority = ReadPriority(request.priority());
    if (!priority) return core::InvalidField("priority", "must be normal, high or urgent");
    alert.priority = *priority;
    return alert;
}

core::Result<core::Uuid> ReadCommentId(const v1::CommentCaseRequest& request) {
    if (request.comment_id().empty()) return core::Uuid::Random();
    const auto id = core::Uuid::Parse(request.comment_id());
    if (!id) return core::InvalidField("comment_id", "must be a UUID");
    return *id;
}

core::Result<v1::Case> Answer(core::Result<Case> done) {
    if (!done) return std::move(done).error();
    return ToProto(*done);
}

}  // namespace

async::Task<core::Result<v1::Case>> RaiseCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                  const v1::RaiseCaseRequest& request) {
    auto alert = Read(request);
    if (!alert) co_return std::move(alert).error();
    auto raised = co_await work.Raise(OfficerOf(call), std::move(*alert));
    co_return Answer(std::move(raised));
}

async::Task<core::Result<v1::Case>> AssignCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                   const v1::AssignCaseRequest& request) {
    const auto id = ReadCaseId(request.case_id());
    if (!id) co_return id.error();
    auto assigned = co_await work.Assign(OfficerOf(call), *id, request.assignee());
    co_return Answer(std::move(assigned));
}

async::Task<core::Result<v1::Case>> PrioritiseCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                       const v1::PrioritiseCaseRequest& request) {
    const auto id = ReadCaseId(request.case_id());
    if (!id) co_return id.error();
    const auto priority = ReadPriority(request.priority());
    if (!priority) co_return core::InvalidField("priority", "must be normal, high or urgent");
    auto prioritised = co_await work.Prioritise(OfficerOf(call), *id, *priority);
    co_return Answer(std::move(prioritised));
}

async::Task<core::Result<v1::Case>> CommentCaseCall(WorkOnCase& work, rpc::CallContext& call,
                                                    const v1::CommentCaseRequest& request) {
    const auto id = ReadCaseId(request.case_id());
    if (!id) co_return id.error();
    const auto comment_id = ReadCommentId(request);
    if (!comment_id) co_return comment_id.error();
    auto commented = co_await work.Comment(OfficerOf(call), *id, *comment_id, request.text());
    co_return Answer(std::move(commented));
}

async::Task<core::Result<v1::CountCasesResponse>> CountCasesCall(ReadCases& cases) {
    auto counts = co_await cases.Count();
    if (!counts) co_return std::move(counts).error();
    v1::CountCasesResponse response;
    for (const auto& count : *counts) {
        auto& to = *response.add_counts();
        to.set_kind(static_cast<v1::AlertKind>(count.kind));
        to.set_age(static_cast<v1::CaseAge>(static_cast<int>(count.age) + 1));
        to.set_open(count.open);
        to.set_overdue(count.overdue);
        to.set_proposed(count.proposed);
        to.set_unassigned(count.unassigned);
    }
    co_return response;
}

async::Task<core::Result<v1::DraftReportResponse>> DraftReportCall(
    DraftReport& reports, rpc::CallContext& call, const v1::DraftReportRequest& request) {
    const auto id = ReadCaseId(request.case_id());
    if (!id) co_return id.error();
    ReportRequest wanted{
        .code = request.report_code(), .reason = request.reason(), .action = request.action()};
    auto drafted = co_await reports.Run(OfficerOf(call), *id, std::move(wanted));
    if (!drafted) co_return std::move(drafted).error();
    v1::DraftReportResponse response;
    response.set_reference(drafted->reference);
    response.set_xml(std::move(drafted->xml));
    response.set_page(std::move(drafted->page));
    for (const auto& one : drafted->missing) response.add_missing(one);
    co_return response;
}

}  // namespace clearway::compliance
