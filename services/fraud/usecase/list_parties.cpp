// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/list_parties.h"

#include <algorithm>

#include "services/fraud/usecase/page_size.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kReasonCharactersMax = 200;

// Of UTF-8 text: bytes that do not continue a character.
std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A NUL cannot be stored.
bool IsReason(std::string_view text) {
    const auto size = Characters(text);
    return size >= 1 && size <= kReasonCharactersMax && text.find('\0') == text.npos;
}

}  // namespace

async::Task<core::Result<PartyListing>> PartyDesk::List(ListParty command) {
    if (!IsReason(command.reason))
        co_return core::InvalidField("reason", "must be 1 to 200 characters");
    command.at = clock_.Now();
    auto listing = co_await commands_.Submit(std::move(command));
    if (listing) co_await PutInForce();
    co_return listing;
}

async::Task<core::Result<PartyListing>> PartyDesk::Unlist(UnlistParty command) {
    command.at = clock_.Now();
    auto listing = co_await commands_.Submit(std::move(command));
    if (listing) co_await PutInForce();
    co_return listing;
}

// The change is stored whatever comes of this: the next refresh brings it.
async::Task<void> PartyDesk::PutInForce() {
    const auto refreshed = co_await queries_.Refresh();
    if (!refreshed)
        log::Warn("the lists were not refreshed", {{"reason", refreshed.error().Detail()}});
}

async::Task<core::Result<ListingPage>> PartyDesk::Page(ListingPageRequest request) {
    const auto size = ReadPageSize(request.page_size);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(request.page_token);
    if (!after) co_return after.error();
    // One more tells whether there is a next page.
    const ListingFilter filter{
        .with_ended = request.with_ended, .limit = *size + 1, .after = *after};
    auto listings = co_await queries_.Page(filter);
    if (!listings) co_return std::move(listings).error();
    ListingPage page{.listings = std::move(*listings), .next_page_token = {}};
    if (page.listings.size() > *size) {
        page.listings.resize(*size);
        const auto& last = page.listings.back();
        page.next_page_token = core::EncodePageToken({last.added_at, last.party.key});
    }
    co_return page;
}

}  // namespace clearway::fraud
