// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/statement_service.h"

#include "clearway/reconciliation/v1/statement_service.pb.h"
#include "services/reconciliation/rpc/statement_messages.h"
#include "services/reconciliation/rpc/three_way_messages.h"

namespace clearway::reconciliation {
namespace {

async::Task<core::Result<v1::ImportStatementResponse>> Import(
    StatementDesk& desk, const rpc::CallContext& call, core::Timestamp at,
    const v1::ImportStatementRequest& request) {
    auto part = ReadPart(request);
    if (!part) co_return std::move(part).error();
    part->by = call.caller_id;
    part->at = at;
    auto taking = desk.TakePart(std::move(*part));
    const auto taken = co_await std::move(taking);
    if (!taken) co_return taken.error();
    v1::ImportStatementResponse response;
    response.set_received(taken->received);
    if (taken->imported) {
        *response.mutable_file() = ToProto(taken->imported->file);
        response.set_known(taken->imported->known);
        for (const auto& moved : taken->imported->moved) *response.add_moved() = ToProto(moved);
    }
    co_return response;
}

async::Task<core::Result<v1::ListStatementFilesResponse>> List(
    StatementDesk& desk, const v1::ListStatementFilesRequest& request) {
    auto query = ReadQuery(request);
    if (!query) co_return std::move(query).error();
    const auto size = static_cast<std::size_t>(query->limit);
    ++query->limit;  // one more than the page tells whether there is another
    auto listing = desk.List(*query);
    auto files = co_await std::move(listing);
    if (!files) co_return std::move(files).error();
    v1::ListStatementFilesResponse response;
    if (files->size() > size) {
        files->resize(size);
        response.set_next_page_token(
            core::EncodePageToken({files->back().received_at, files->back().file_id}));
    }
    for (const auto& file : *files) *response.add_files() = ToProto(file);
    co_return response;
}

async::Task<core::Result<v1::StatementFile>> Decide(StatementDesk& desk,
                                                    const rpc::CallContext& call,
                                                    core::Timestamp at, bool release,
                                                    const v1::DecideStatementFileRequest& request) {
    auto decision = ReadDecision(request);
    if (!decision) co_return std::move(decision).error();
    decision->release = release;
    decision->by = call.caller_id;
    decision->at = at;
    auto deciding = desk.Decide(std::move(*decision));
    const auto files = co_await std::move(deciding);
    if (!files) co_return files.error();
    co_return ToProto(files->front());
}

// The run is done whether or not the counts can be had.
async::Task<core::Result<v1::RunStatementsResponse>> Run(RunDesk& runs, ThreeWayReader& three_ways,
                                                         const core::Clock& clock,
                                                         const rpc::CallContext& call,
                                                         const v1::RunStatementsRequest& request,
                                                         std::stop_token stop) {
    const bool dry_run = request.dry_run();
    RunOrder order{.by = call.caller_id, .dry_run = dry_run, .deadline = call.deadline};
    if (!request.after_account_id().empty()) {
        order.after = core::AccountId::Parse(request.after_account_id());
        if (!order.after || !dry_run)
            co_return core::InvalidField("after_account_id", "must be a UUID, of a dry run");
    }
    auto running = reconciliation::RunStatements(runs, clock, std::move(order), std::move(stop));
    const auto sum = co_await std::move(running);
    if (!sum) co_return sum.error();
    auto response = ToProto(*sum, dry_run);
    if (dry_run) co_return response;
    auto counting = three_ways.Count();
    const auto counts = co_await std::move(counting);
    if (counts) *response.mutable_three_ways() = ToProto(*counts);
    co_return response;
}

}  // namespace

StatementService::StatementService(rpc::Adapter& adapter, StatementDesk& desk, RunDesk& runs,
                                   ThreeWayReader& three_ways, const core::Clock& clock,
                                   std::stop_token stop)
    : Service(adapter, "clearway.reconciliation.v1.StatementService") {
    Serve("ImportStatement",
          [&](rpc::CallContext& call, const v1::ImportStatementRequest& request) {
              return Import(desk, call, clock.Now(), request);
          });
    Serve("ListStatementFiles",
          [&](rpc::CallContext&, const v1::ListStatementFilesRequest& request) {
              return List(desk, request);
          });
    Serve("ReleaseStatementFile",
          [&](rpc::CallContext& call, const v1::DecideStatementFileRequest& request) {
              return Decide(desk, call, clock.Now(), true, request);
          });
    Serve("DiscardStatementFile",
          [&](rpc::CallContext& call, const v1::DecideStatementFileRequest& request) {
              return Decide(desk, call, clock.Now(), false, request);
          });
    Serve("RunStatements", [&, stop = std::move(stop)](rpc::CallContext& call,
                                                       const v1::RunStatementsRequest& request) {
        return Run(runs, three_ways, clock, call, request, stop);
    });
}

}  // namespace clearway::reconciliation
