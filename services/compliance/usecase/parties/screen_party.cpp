// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/parties/screen_party.h"

#include "services/compliance/usecase/find_matches.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kPage = 100;

ScreeningFound Screened(const LoadedLists& lists, const Party& party) {
    ScreeningFound found{.subject_field = "party_id",
                         .subject_id = party.id.ToString(),
                         .list_version = lists.Version()};
    const auto facts = FactsOf(party.details);
    for (auto& name : NamesOf(party.details))
        found.names.push_back(FindMatches(lists, PartyRole::kHolder, std::move(name), facts));
    return found;
}

// Takes out what operators have seen; answers what they have not, to be remembered.
std::vector<ScreeningException> TakeExcepted(ScreeningFound& found, const Party& party,
                                             const std::vector<ScreeningException>& exceptions,
                                             core::Timestamp at) {
    const auto digest = DigestOf(party);
    const Subject subject{.kind = SubjectKind::kParty, .id = party.id.value};
    std::vector<ScreeningException> noted;
    for (auto& name : found.names) {
        std::erase_if(name.matches, [&](const NameMatch& match) {
            return IsExcepted(exceptions, digest, match);
        });
        for (const auto& match : name.matches)
            noted.push_back(FoundMatch(party.id, digest, match, subject, at));
    }
    return noted;
}

// What a party is known by, or what an entry says, is part of the finding: when either changes it
// is another one, though an operator cleared the same names.
core::Uuid AlertIdOf(const RaiseAlert& alert, const ScreeningFound& found, const Party& party) {
    std::string seen = core::AsBytes(DigestOf(party));
    for (const auto& name : found.names)
        for (const auto& match : name.matches) seen += core::AsBytes(match.entry_digest);
    return core::Uuid::Derive(DeriveScreeningAlert(alert), core::ToHex(core::Sha256(seen)));
}

}  // namespace

async::Task<core::Result<Party>> ScreenParty::Run(Party party, std::string traceparent) {
    if (party.erased) co_return core::ErrorCode::kUnavailable;
    auto exceptions = co_await ports_.exception_queries.Of(party.id);
    if (!exceptions) co_return std::move(exceptions).error();
    const auto at = ports_.clock.Now();
    const auto lists = ports_.lists.Get();
    auto found = Screened(*lists, party);
    auto noted = TakeExcepted(found, party, *exceptions, at);
    const bool hit = found.IsHit();
    if (hit) {
        ExceptionCommand note = NoteMatches{std::move(noted)};
        const auto remembered = co_await ports_.exceptions.Submit(std::move(note));
        if (!remembered) co_return remembered.error();
        auto alert = AlertFor(found, party.id.ToString());
        alert.kind = AlertKind::kOnboarding;
        alert.subject = {.kind = SubjectKind::kParty, .id = party.id.value};
        alert.alert_id = AlertIdOf(alert, found, party);
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

async::Task<core::Result<std::size_t>> ScreenParty::RunUnscreened() {
    std::size_t count = 0;
    PartyId after;
    for (;;) {
        auto page = co_await ports_.party_queries.ListUnscreened(after, kPage);
        if (!page) co_return std::move(page).error();
        const bool last = page->size() < kPage;
        for (auto& party : *page) {
            after = party.id;
            if (party.erased) continue;
            const auto screened = co_await Run(std::move(party), {});
            if (!screened) co_return screened.error();
            ++count;
        }
        if (last) co_return count;
    }
}

}  // namespace clearway::compliance
