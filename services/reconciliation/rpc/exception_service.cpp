// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/exception_service.h"

#include "clearway/reconciliation/v1/exception_service.pb.h"
#include "services/reconciliation/rpc/exception_messages.h"

namespace clearway::reconciliation {
namespace {

async::Task<core::Result<v1::ListStatementExceptionsResponse>> List(
    ExceptionDesk& desk, core::Timestamp now, const v1::ListStatementExceptionsRequest& request) {
    auto query = ReadQuery(request);
    if (!query) co_return std::move(query).error();
    const auto size = static_cast<std::size_t>(query->limit);
    ++query->limit;  // one more than the page tells whether there is another
    auto listing = desk.List(std::move(*query));
    auto exceptions = co_await std::move(listing);
    if (!exceptions) co_return std::move(exceptions).error();
    v1::ListStatementExceptionsResponse response;
    if (exceptions->size() > size) {
        exceptions->erase(exceptions->begin() + static_cast<std::ptrdiff_t>(size),
                          exceptions->end());
        const auto& last = exceptions->back();
        response.set_next_page_token(core::EncodePageToken({last.opened_at, last.exception_id}));
    }
    for (const auto& one : *exceptions) *response.add_exceptions() = ToProto(one, now);
    co_return response;
}

async::Task<core::Result<v1::StatementException>> Get(
    ExceptionDesk& desk, core::Timestamp now, const v1::GetStatementExceptionRequest& request) {
    const auto id = core::Uuid::Parse(request.exception_id());
    if (!id) co_return core::InvalidField("exception_id", "must be a UUID");
    auto getting = desk.Get(*id);
    const auto told = co_await std::move(getting);
    if (!told) co_return told.error();
    co_return ToProto(*told, now);
}

// What is approved is posted at once where the ledger can be had, and else by the next round of
// those that wait.
async::Task<core::Result<v1::StatementException>> Work(
    ExceptionDesk& desk, PostAdjustments& posting, const rpc::CallContext& call,
    core::Timestamp now, const v1::WorkOnStatementExceptionRequest& request) {
    auto command = ReadWork(request, call.caller_id, now);
    if (!command) co_return std::move(command).error();
    const auto id = command->exception_id;
    auto working = desk.Work(std::move(*command));
    const auto after = co_await std::move(working);
    if (!after) co_return after.error();
    if (!after->TransfersToPost().empty()) {
        auto posted = posting.PostAll();
        const auto ignored = co_await std::move(posted);
        static_cast<void>(ignored);
    }
    auto getting = desk.Get(id);
    const auto told = co_await std::move(getting);
    if (!told) co_return told.error();
    co_return ToProto(told->exception, now);
}

}  // namespace

ExceptionService::ExceptionService(rpc::Adapter& adapter, ExceptionDesk& desk,
                                   PostAdjustments& posting, const core::Clock& clock)
    : Service(adapter, "clearway.reconciliation.v1.StatementExceptionService") {
    Serve("ListStatementExceptions",
          [&](rpc::CallContext&, const v1::ListStatementExceptionsRequest& request) {
              return List(desk, clock.Now(), request);
          });
    Serve("GetStatementException",
          [&](rpc::CallContext&, const v1::GetStatementExceptionRequest& request) {
              return Get(desk, clock.Now(), request);
          });
    Serve("WorkOnStatementException",
          [&](rpc::CallContext& call, const v1::WorkOnStatementExceptionRequest& request) {
              return Work(desk, posting, call, clock.Now(), request);
          });
}

}  // namespace clearway::reconciliation
