// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/party_service.h"

#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

constexpr char kRegister[] = "clearway.compliance.v1.PartyService.RegisterParty";
constexpr char kGet[] = "clearway.compliance.v1.PartyService.GetParty";
constexpr char kList[] = "clearway.compliance.v1.PartyService.ListParties";
constexpr char kUpdate[] = "clearway.compliance.v1.PartyService.UpdateParty";
constexpr char kAddDocument[] = "clearway.compliance.v1.PartyService.AddPartyDocument";

using PartyAnswer = async::Task<core::Result<v1::Party>>;

PartyAnswer Answer(async::Task<core::Result<Party>> asked) {
    const auto party = co_await std::move(asked);
    if (!party) co_return party.error();
    co_return ToPartnerMessage(*party);
}

PartyAnswer Register(KeepParties& parties, rpc::CallContext& call,
                     const v1::RegisterPartyRequest& request) {
    const auto kind = ReadKind(request.kind());
    if (!kind) co_return kind.error();
    co_return co_await Answer(parties.Register(call, *kind, ReadDetails(request)));
}

// No UUID is no id of a party: as unknown as any other.
PartyAnswer Get(KeepParties& parties, rpc::CallContext& call, const v1::GetPartyRequest& request) {
    const auto id = PartyId::Parse(request.party_id());
    if (!id) co_return core::ErrorCode::kPartyNotFound;
    co_return co_await Answer(parties.Get(call, *id));
}

PartyAnswer Update(KeepParties& parties, rpc::CallContext& call,
                   const v1::UpdatePartyRequest& request) {
    const auto id = PartyId::Parse(request.party_id());
    if (!id) co_return core::ErrorCode::kPartyNotFound;
    co_return co_await Answer(parties.Change(call, *id, ReadDetails(request)));
}

PartyAnswer NoteDocument(KeepParties& parties, rpc::CallContext& call,
                         const v1::AddPartyDocumentRequest& request) {
    const auto id = PartyId::Parse(request.party_id());
    if (!id) co_return core::ErrorCode::kPartyNotFound;
    co_return co_await Answer(parties.AddDocument(call, *id, ReadDocument(request)));
}

async::Task<core::Result<v1::ListPartiesResponse>> List(KeepParties& parties,
                                                        rpc::CallContext& call,
                                                        const v1::ListPartiesRequest& request) {
    PartyPageRequest wanted{.page_size = request.page_size(), .page_token = request.page_token()};
    if (request.status() != v1::KYC_STATUS_UNSPECIFIED) {
        const auto status = ReadKycStatus(request.status());
        if (!status) co_return status.error();
        wanted.status = *status;
    }
    const auto page = co_await parties.List(call, std::move(wanted));
    if (!page) co_return page.error();
    co_return ToProto(*page, ToPartnerMessage);
}

}  // namespace

// The lambdas only call: the coroutines are the free functions, so no closure has to outlive them.
PartyServiceRpc::PartyServiceRpc(rpc::Adapter& adapter, KeepParties& parties)
    : adapter_(adapter),
      register_([&parties](auto& call, const auto& r) { return Register(parties, call, r); }),
      get_([&parties](auto& call, const auto& r) { return Get(parties, call, r); }),
      list_([&parties](auto& call, const auto& r) { return List(parties, call, r); }),
      update_([&parties](auto& call, const auto& r) { return Update(parties, call, r); }),
      add_document_(
          [&parties](auto& call, const auto& r) { return NoteDocument(parties, call, r); }) {
    adapter_.Offer(kRegister, register_);
    adapter_.Offer(kGet, get_);
    adapter_.Offer(kList, list_);
    adapter_.Offer(kUpdate, update_);
    adapter_.Offer(kAddDocument, add_document_);
}

grpc::ServerUnaryReactor* PartyServiceRpc::RegisterParty(grpc::CallbackServerContext* context,
                                                         const v1::RegisterPartyRequest* request,
                                                         v1::Party* response) {
    return adapter_.Serve(context, request, response, kRegister, register_);
}

grpc::ServerUnaryReactor* PartyServiceRpc::GetParty(grpc::CallbackServerContext* context,
                                                    const v1::GetPartyRequest* request,
                                                    v1::Party* response) {
    return adapter_.Serve(context, request, response, kGet, get_);
}

grpc::ServerUnaryReactor* PartyServiceRpc::ListParties(grpc::CallbackServerContext* context,
                                                       const v1::ListPartiesRequest* request,
                                                       v1::ListPartiesResponse* response) {
    return adapter_.Serve(context, request, response, kList, list_);
}

grpc::ServerUnaryReactor* PartyServiceRpc::UpdateParty(grpc::CallbackServerContext* context,
                                                       const v1::UpdatePartyRequest* request,
                                                       v1::Party* response) {
    return adapter_.Serve(context, request, response, kUpdate, update_);
}

grpc::ServerUnaryReactor* PartyServiceRpc::AddPartyDocument(
    grpc::CallbackServerContext* context, const v1::AddPartyDocumentRequest* request,
    v1::Party* response) {
    return adapter_.Serve(context, request, response, kAddDocument, add_document_);
}

}  // namespace clearway::compliance
