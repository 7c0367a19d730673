// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screen_payment.h"

#include <algorithm>

#include "async/yield.h"

namespace clearway::compliance {
namespace {

constexpr char kScreenings[] = "clearway_screenings_total";
constexpr char kScreeningsHelp[] = "Payments screened, by outcome.";

QueryFacts FactsOf(const ScreenedParty& party, const PartyProfile* profile) {
    auto facts = profile != nullptr ? profile->facts : QueryFacts();
    if (facts.countries.empty() && !party.country.empty()) facts.countries.push_back(party.country);
    return facts;
}

using Known = std::vector<std::shared_ptr<const PartyProfile>>;

// A payee may be a customer of another partner; who pays is one of the partner's own.
bool MayBeParty(const ScreenedParty& screened, const ScreenCommand& command,
                const PartyProfile& profile) {
    const bool is_own = profile.partner_id == command.partner_id;
    return (is_own || screened.role == PartyRole::kCreditor) &&
           HasName(profile, screened.name.Reveal());
}

// Without what operators have seen of these very parties and entries.
ScreeningFound Found(const LoadedLists& lists, const ScreenCommand& command, const Known& known) {
    ScreeningFound found{.subject_field = "payment_id",
                         .subject_id = command.payment.ToString(),
                         .list_version = lists.Version()};
    for (std::size_t i = 0; i < command.parties.size(); ++i) {
        const auto& party = command.parties[i];
        const auto* profile = known[i].get();
        auto name = FindMatches(lists, party.role, party.name.Reveal(), FactsOf(party, profile));
        if (profile != nullptr)
            TakeExcepted(name, {*party.party, profile->digest}, profile->exceptions);
        found.names.push_back(std::move(name));
    }
    if (!command.text.Empty())
        found.text = {.text = command.text.Reveal(),
                      .matches = lists.GetScreener().ScreenText(Normalise(command.text.Reveal()))};
    return found;
}

}  // namespace

ScreenPayment::ScreenPayment(Ports ports)
    : ports_(ports),
      clear_(kScreenings, kScreeningsHelp, {{"outcome", "clear"}}),
      hit_(kScreenings, kScreeningsHelp, {{"outcome", "hit"}}) {}

async::Task<core::Result<ScreenPayment::Known>> ScreenPayment::FindKnown(
    const ScreenCommand& command) {
    Known known(command.parties.size());
    for (std::size_t i = 0; i < command.parties.size(); ++i) {
        const auto& screened = command.parties[i];
        if (!screened.party) continue;
        auto profile = co_await ports_.profiles.Find(*screened.party);
        if (!profile) co_return std::move(profile).error();
        if (*profile && MayBeParty(screened, command, **profile)) known[i] = *profile;
    }
    co_return known;
}

async::Task<core::Result<Case>> ScreenPayment::Raise(const ScreenCommand& command,
                                                     const ScreeningFound& found,
                                                     const LoadedLists& lists) {
    const auto digest = co_await ports_.digests.Get();
    if (!digest) co_return digest.error();
    auto alert = AlertFor(found, core::DeriveCaseId(command.payment).ToString(), *digest);
    alert.subject = SubjectOf(command.payment);
    alert.alert_id = DeriveScreeningAlert(alert, found);
    alert.evidence = DescribeScreening(found, lists.GetScreener());
    alert.at = ports_.clock.Now();
    alert.traceparent = command.traceparent;
    for (const auto& party : command.parties)
        if (party.person) alert.persons.push_back(*party.person);
    auto note = MatchesToNote(found, alert.alert_id, alert.at);
    if (!note.found.empty()) {
        ExceptionCommand noted = std::move(note);
        const auto stored = co_await ports_.exceptions.Submit(std::move(noted));
        if (!stored) co_return stored.error();
    }
    CaseCommand raise = std::move(alert);
    auto stored = co_await ports_.cases.Submit(std::move(raise));
    co_return stored;
}

async::Task<core::Result<PayerOutcome>> ScreenPayment::Reserve(const ScreenCommand& command) {
    const auto payer = std::ranges::find_if(command.parties, [](const ScreenedParty& party) {
        return party.role == PartyRole::kDebtor && party.party;
    });
    if (payer == command.parties.end() || !command.amount) co_return PayerOutcome::kNoParty;
    LimitCommand reserve = ReserveLimit{.payment = command.payment,
                                        .party = *payer->party,
                                        .partner_id = command.partner_id,
                                        .amount = *command.amount,
                                        .at = ports_.clock.Now()};
    const auto reserved = co_await ports_.limits.Submit(std::move(reserve));
    if (!reserved) co_return reserved.error();
    co_return reserved->outcome;
}

async::Task<core::Result<ScreenAnswer>> ScreenPayment::Run(ScreenCommand command) {
    const auto known = co_await FindKnown(command);
    if (!known) co_return known.error();
    // Payments come in frames: without this one thread would screen them all before it sends the
    // first answer, and the others look on.
    co_await async::Yield();
    const auto lists = ports_.lists.Get();
    const auto found = Found(*lists, command, *known);
    ScreenAnswer answer{.list_version = lists->Version()};
    if (found.IsHit()) {
        const auto stored = co_await Raise(command, found, *lists);
        if (!stored) co_return stored.error();
        answer.case_id = stored->id;
        // The operator's decision about all of these matches counts more than the list.
        answer.hit = stored->status != CaseStatus::kCleared;
    }
    (answer.hit ? hit_ : clear_).Add();
    if (answer.hit) co_return answer;
    const auto payer = co_await Reserve(command);
    if (!payer) co_return payer.error();
    answer.payer = *payer;
    co_return answer;
}

}  // namespace clearway::compliance
