// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/parties/screen_party.h"

#include "services/compliance/usecase/find_matches.h"
#include "services/compliance/usecase/parties/unreadable_party.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kPage = 100;

// Without what operators have seen.
ScreeningFound Screened(const LoadedLists& lists, const Party& party,
                        const std::vector<ScreeningException>& exceptions) {
    ScreeningFound found{.subject_field = "party_id",
                         .subject_id = party.id.ToString(),
                         .list_version = lists.Version()};
    const auto facts = FactsOf(party.details);
    const PartyRecord record{.id = party.id, .digest = DigestOf(party)};
    for (auto& name : NamesOf(party.details)) {
        found.names.push_back(FindMatches(lists, PartyRole::kHolder, std::move(name), facts));
        TakeExcepted(found.names.back(), record, exceptions);
    }
    return found;
}

}  // namespace

ScreenParty::ScreenParty(Ports ports)
    : ports_(ports),
      unreadable_("clearway_unreadable_parties",
                  "Parties that wait for their screening because their records do not open.") {}

async::Task<core::Result<Party>> ScreenParty::Run(Party party, std::string traceparent) {
    if (party.erased || party.unreadable) co_return core::ErrorCode::kUnavailable;
    auto exceptions = co_await ports_.exception_queries.Of(party.id);
    if (!exceptions) co_return std::move(exceptions).error();
    const auto at = ports_.clock.Now();
    const auto lists = ports_.lists.Get();
    const auto found = Screened(*lists, party, *exceptions);
    const bool hit = found.IsHit();
    if (hit) {
        const auto digest = co_await ports_.digests.Get();
        if (!digest) co_return digest.error();
        auto alert = AlertFor(found, party.id.ToString(), *digest);
        alert.kind = AlertKind::kOnboarding;
        alert.subject = {.kind = SubjectKind::kParty, .id = party.id.value};
        alert.alert_id = DeriveScreeningAlert(alert, found);
        ExceptionCommand note = MatchesToNote(found, alert.alert_id, at);
        const auto noted = co_await ports_.exceptions.Submit(std::move(note));
        if (!noted) co_return noted.error();
        alert.evidence = DescribeScreening(found, lists->GetScreener());
        alert.at = at;
        alert.traceparent = traceparent;
        CaseCommand raise = std::move(alert);
        const auto raised = co_await ports_.cases.Submit(std::move(raise));
        if (!raised) co_return raised.error();
    }
    PartyCommand record{.what = RecordPartyScreening{.id = party.id,
                                                     .details_version = party.details_version,
                                                     .hit = hit,
                                                     .list_version = lists->Version()},
                        .at = at,
                        .traceparent = std::move(traceparent)};
    auto reply = co_await ports_.parties.Submit(std::move(record));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(reply->party);
}

async::Task<core::Result<core::Done>> ScreenParty::Tell(PartyId unreadable) {
    if (told_.contains(unreadable)) co_return core::Done{};
    CaseCommand raise = UnreadableParty(unreadable, AlertKind::kOnboarding, ports_.clock.Now());
    const auto raised = co_await ports_.cases.Submit(std::move(raise));
    if (!raised) co_return raised.error();
    told_.insert(unreadable);
    co_return core::Done{};
}

async::Task<core::Result<std::size_t>> ScreenParty::RunUnscreened() {
    std::size_t count = 0;
    std::set<PartyId> unreadable;
    PartyId after;
    for (;;) {
        auto page = co_await ports_.party_queries.ListUnscreened(after, kPage);
        if (!page) co_return std::move(page).error();
        const bool last = page->size() < kPage;
        for (auto& party : *page) {
            after = party.id;
            if (party.erased) continue;
            if (party.unreadable) {
                unreadable.insert(party.id);
                if (!party.case_open) told_.erase(party.id);  // resolved, and not mended
                const auto told = co_await Tell(party.id);
                if (!told) co_return told.error();
                continue;
            }
            const auto screened = co_await Run(std::move(party), {});
            if (!screened) co_return screened.error();
            ++count;
        }
        if (!last) continue;
        std::erase_if(told_, [&](const PartyId& id) { return !unreadable.contains(id); });
        unreadable_.Set(static_cast<double>(unreadable.size()));
        co_return count;
    }
}

}  // namespace clearway::compliance
