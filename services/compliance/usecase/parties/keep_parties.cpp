// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/parties/keep_parties.h"

#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/usecase/parties/paging.h"

namespace clearway::compliance {
namespace {

using core::ErrorCode;
using core::Result;

std::optional<core::Error> RequirePartner(const rpc::CallContext& call) {
    if (call.partner_id.empty()) return core::Error{.code = ErrorCode::kCallerNotAllowed};
    return std::nullopt;
}

std::optional<core::Error> Refused(core::Error faults) {
    if (faults.field_errors.empty()) return std::nullopt;
    return faults;
}

}  // namespace

async::Task<Result<Party>> KeepParties::Store(rpc::CallContext& call, PartyCommand command) {
    command.at = clock_.Now();
    command.traceparent = call.trace.ToTraceparent();
    auto reply = co_await commands_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    call.replayed = reply->replayed;
    // Durable and not screened: when this goes wrong the party stays pending, and is screened
    // later.
    if (reply->party.IsScreened()) co_return std::move(reply->party);
    auto stored = reply->party;
    auto screened = co_await screen_.Run(std::move(reply->party), call.trace.ToTraceparent());
    co_return screened ? std::move(*screened) : std::move(stored);
}

async::Task<Result<Party>> KeepParties::Register(rpc::CallContext& call, PartyKind kind,
                                                 PartyDetails details) {
    if (auto refused = RequirePartner(call)) co_return std::move(*refused);
    if (auto refused = Refused(CheckDetails(details, false))) co_return std::move(*refused);
    const auto id = call.idempotency_key ? DerivePartyId(call.partner_id, *call.idempotency_key)
                                         : PartyId(core::Uuid::Random());
    PartyCommand command{
        .what = RegisterParty{.id = id,
                              .partner_id = call.partner_id,
                              .kind = kind,
                              .details = std::move(details),
                              .salt = PersonalText(core::Uuid::Random().ToString())},
        .at = {}};
    co_return co_await Store(call, std::move(command));
}

async::Task<Result<Party>> KeepParties::Change(rpc::CallContext& call, PartyId id,
                                               PartyDetails changes) {
    if (auto refused = RequirePartner(call)) co_return std::move(*refused);
    if (auto refused = Refused(CheckDetails(changes, true))) co_return std::move(*refused);
    PartyCommand command{
        .what = ChangeParty{.id = id, .partner_id = call.partner_id, .changes = std::move(changes)},
        .at = {}};
    co_return co_await Store(call, std::move(command));
}

async::Task<Result<Party>> KeepParties::AddDocument(rpc::CallContext& call, PartyId id,
                                                    PartyDocument document) {
    if (auto refused = RequirePartner(call)) co_return std::move(*refused);
    if (auto refused = Refused(CheckDocument(document))) co_return std::move(*refused);
    document.document_id = DeriveDocumentId(id, document.type, document.sha256);
    document.added_at = clock_.Now();
    PartyCommand command{.what = compliance::AddDocument{.id = id,
                                                         .partner_id = call.partner_id,
                                                         .document = std::move(document)},
                         .at = {}};
    co_return co_await Store(call, std::move(command));
}

async::Task<Result<Party>> KeepParties::Get(const rpc::CallContext& call, PartyId id) {
    if (auto refused = RequirePartner(call)) co_return std::move(*refused);
    auto found = co_await queries_.Get(id);
    if (found && found->partner_id != call.partner_id) co_return ErrorCode::kPartyNotFound;
    if (found && found->unreadable)
        co_return core::Error{.code = ErrorCode::kUnavailable,
                              .detail = "The record cannot be opened."};
    co_return found;
}

async::Task<Result<PartyPage>> KeepParties::List(const rpc::CallContext& call,
                                                 PartyPageRequest request) {
    if (auto refused = RequirePartner(call)) co_return std::move(*refused);
    const auto size = ReadPageSize(request.page_size);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(request.page_token);
    if (!after) co_return after.error();
    PartyFilter filter{.partner_id = call.partner_id,
                       .status = request.status,
                       .limit = *size + 1,
                       .after = *after};
    auto parties = co_await queries_.List(std::move(filter));
    if (!parties) co_return std::move(parties).error();
    PartyPage page{.parties = std::move(*parties), .next_page_token = {}};
    page.next_page_token = CutPage(page.parties, *size, [](const Party& last) {
        return core::PagePosition{last.registered_at, last.id.value};
    });
    co_return page;
}

}  // namespace clearway::compliance
