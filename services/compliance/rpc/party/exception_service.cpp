// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/exception_service.h"

#include "clearway/compliance/v1/party_service.pb.h"
#include "rpc/times.h"
#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

static_assert(static_cast<int>(ExceptionState::kInForce) == v1::EXCEPTION_STATE_IN_FORCE);
static_assert(static_cast<int>(ExceptionState::kRevoked) == v1::EXCEPTION_STATE_REVOKED);

v1::ScreeningException ToProto(const ScreeningException& one) {
    v1::ScreeningException message;
    message.set_exception_id(one.id.ToString());
    message.set_party_id(one.party.ToString());
    message.set_entry_id(one.entry_id);
    message.set_listed_name(one.listed_name);
    message.set_state(static_cast<v1::ExceptionState>(one.state));
    message.set_case_id(one.case_id.ToString());
    message.set_cleared_by(one.cleared_by);
    if (one.cleared_at) *message.mutable_cleared_at() = rpc::ToTimestamp(*one.cleared_at);
    message.set_revoked_by(one.revoked_by);
    if (one.revoked_at) *message.mutable_revoked_at() = rpc::ToTimestamp(*one.revoked_at);
    message.set_reason(one.reason);
    return message;
}

async::Task<core::Result<v1::ListScreeningExceptionsResponse>> List(
    KeepExceptions& exceptions, const v1::ListScreeningExceptionsRequest& request) {
    std::optional<PartyId> party;
    if (!request.party_id().empty()) {
        const auto id = ReadPartyId(request.party_id());
        if (!id) co_return id.error();
        party = *id;
    }
    const auto page = co_await exceptions.List(party, request.page_size(), request.page_token());
    if (!page) co_return page.error();
    v1::ListScreeningExceptionsResponse response;
    for (const auto& one : page->exceptions) *response.add_exceptions() = ToProto(one);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::ScreeningException>> Revoke(
    KeepExceptions& exceptions, rpc::CallContext& call,
    const v1::RevokeScreeningExceptionRequest& request) {
    const auto id = core::Uuid::Parse(request.exception_id());
    if (!id) co_return core::InvalidField("exception_id", "must be a UUID");
    if (!IsPartyReason(request.reason()))
        co_return core::InvalidField("reason", "must have 1 to 500 characters");
    const auto revoked = co_await exceptions.Revoke(call, *id, request.reason());
    if (!revoked) co_return revoked.error();
    co_return ToProto(*revoked);
}

}  // namespace

ExceptionServiceRpc::ExceptionServiceRpc(rpc::Adapter& adapter, KeepExceptions& exceptions)
    : Service(adapter, "clearway.compliance.v1.ExceptionService") {
    Serve("ListScreeningExceptions",
          [&exceptions](rpc::CallContext&, const v1::ListScreeningExceptionsRequest& request) {
              return List(exceptions, request);
          });
    Serve(
        "RevokeScreeningException",
        [&exceptions](rpc::CallContext& call, const v1::RevokeScreeningExceptionRequest& request) {
            return Revoke(exceptions, call, request);
        });
}

}  // namespace clearway::compliance
