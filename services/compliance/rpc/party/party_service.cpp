// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/party/party_service.h"

#include "clearway/compliance/v1/party_service.pb.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

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

PartyServiceRpc::PartyServiceRpc(rpc::Adapter& adapter, KeepParties& parties)
    : Service(adapter, "clearway.compliance.v1.PartyService") {
    Serve("RegisterParty", [&parties](rpc::CallContext& call, const v1::RegisterPartyRequest& r) {
        return Register(parties, call, r);
    });
    Serve("GetParty", [&parties](rpc::CallContext& call, const v1::GetPartyRequest& r) {
        return Get(parties, call, r);
    });
    Serve("ListParties", [&parties](rpc::CallContext& call, const v1::ListPartiesRequest& r) {
        return List(parties, call, r);
    });
    Serve("UpdateParty", [&parties](rpc::CallContext& call, const v1::UpdatePartyRequest& r) {
        return Update(parties, call, r);
    });
    Serve("AddPartyDocument",
          [&parties](rpc::CallContext& call, const v1::AddPartyDocumentRequest& r) {
              return NoteDocument(parties, call, r);
          });
}

}  // namespace clearway::compliance
