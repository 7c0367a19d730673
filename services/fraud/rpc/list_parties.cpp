// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/list_parties.h"

#include "rpc/times.h"
#include "services/fraud/rpc/times.h"

namespace clearway::fraud {

namespace {

// Numbers of the domain's enumerations are those of the proto: both are stored.
static_assert(static_cast<int>(ListKind::kBlock) == v1::PARTY_LIST_BLOCK);
static_assert(static_cast<int>(ListKind::kAllow) == v1::PARTY_LIST_ALLOW);
static_assert(static_cast<int>(PartyKind::kPayer) == v1::PARTY_KIND_PAYER);
static_assert(static_cast<int>(PartyKind::kPayee) == v1::PARTY_KIND_PAYEE);
static_assert(static_cast<int>(PartyKind::kDevice) == v1::PARTY_KIND_DEVICE);

constexpr std::size_t kDeviceIdMax = 64;

// Payers and payees are ids of ours: what is none is a slip, and its entry would never match.
bool IsIdOf(v1::PartyKind party, const std::string& id) {
    if (party != v1::PARTY_KIND_DEVICE) return core::Uuid::Parse(id).has_value();
    return !id.empty() && id.size() <= kDeviceIdMax;
}

template <class Request>
core::Result<ListedParty> ReadParty(const Request& request) {
    if (request.list() < v1::PARTY_LIST_BLOCK || request.list() > v1::PARTY_LIST_ALLOW)
        return core::InvalidField("list", "must be block or allow");
    if (request.party() < v1::PARTY_KIND_PAYER || request.party() > v1::PARTY_KIND_DEVICE)
        return core::InvalidField("party", "must be payer, payee or device");
    if (!IsIdOf(request.party(), request.id()))
        return core::InvalidField("id", "must be a UUID, or a device id of at most 64 bytes");
    return ListedParty{.list = static_cast<ListKind>(request.list()),
                       .party = static_cast<PartyKind>(request.party()),
                       .key = EntityKeyOf(request.id())};
}

v1::PartyListing ToProto(const PartyListing& listing) {
    v1::PartyListing message;
    message.set_list(static_cast<v1::PartyList>(listing.party.list));
    message.set_party(static_cast<v1::PartyKind>(listing.party.party));
    message.set_key(listing.party.key.ToString());
    message.set_reason(listing.reason);
    message.set_added_by(listing.added_by);
    *message.mutable_added_at() = rpc::ToTimestamp(listing.added_at);
    *message.mutable_expires_at() = rpc::ToTimestamp(listing.expires_at);
    if (listing.ended_at) *message.mutable_removed_at() = rpc::ToTimestamp(*listing.ended_at);
    message.set_removed_by(listing.ended_by);
    return message;
}

}  // namespace

async::Task<core::Result<v1::PartyListing>> ListPartyCall(PartyDesk& desk,
                                                          const rpc::CallContext& call,
                                                          const v1::ListPartyRequest& request) {
    const auto party = ReadParty(request);
    if (!party) co_return party.error();
    const auto expires_at = ReadTime(request.expires_at());
    if (!expires_at)
        co_return core::InvalidField("expires_at", "must be within five years from now");
    ListParty command{.party = *party,
                      .reason = request.reason(),
                      .by = call.caller_id,
                      .expires_at = *expires_at,
                      .traceparent = call.trace.ToTraceparent()};
    auto listing = co_await desk.List(std::move(command));
    if (!listing) co_return std::move(listing).error();
    co_return ToProto(*listing);
}

async::Task<core::Result<v1::PartyListing>> UnlistPartyCall(PartyDesk& desk,
                                                            const rpc::CallContext& call,
                                                            const v1::UnlistPartyRequest& request) {
    const auto party = ReadParty(request);
    if (!party) co_return party.error();
    UnlistParty command{
        .party = *party, .by = call.caller_id, .traceparent = call.trace.ToTraceparent()};
    auto listing = co_await desk.Unlist(std::move(command));
    if (!listing) co_return std::move(listing).error();
    co_return ToProto(*listing);
}

async::Task<core::Result<v1::ListPartiesResponse>> ListPartiesCall(
    PartyDesk& desk, const v1::ListPartiesRequest& request) {
    ListingPageRequest wanted{.with_ended = request.with_ended(),
                              .page_size = request.page_size(),
                              .page_token = request.page_token()};
    auto page = co_await desk.Page(std::move(wanted));
    if (!page) co_return std::move(page).error();
    v1::ListPartiesResponse response;
    for (const auto& listing : page->listings) *response.add_parties() = ToProto(listing);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

}  // namespace clearway::fraud
