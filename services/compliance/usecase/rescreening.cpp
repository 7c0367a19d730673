// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/rescreening.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "async/runtime.h"
#include "services/compliance/domain/names/normalise.h"
#include "services/compliance/usecase/screening_evidence.h"

namespace clearway::compliance {
namespace {

SanctionsList PartOf(SourceList changed) {
    std::vector<SourceList> one;
    one.push_back(std::move(changed));
    return CombineLists(std::move(one));
}

// The same finding has the same id: after a restart, and in a second run.
core::Uuid AlertIdOf(const KnownParty& party, const NameMatch& match) {
    return core::Uuid::Derive(party.party, "rescreening\n" + match.entry_id + "\n" +
                                               core::ToHex(match.entry_digest) + "\n" +
                                               core::ToHex(party.digest));
}

std::string Describe(const KnownParty& party, const RescreeningHit& hit,
                     const std::string& list_version, const Screener& screener) {
    NameFound name{.name = hit.name.Reveal(), .facts = party.facts, .matches = {hit.match}};
    ScreeningFound found{.subject_field = "party_id",
                         .subject_id = party.party.ToString(),
                         .list_version = list_version};
    found.names.push_back(std::move(name));
    return DescribeScreening(found, screener);
}

}  // namespace

ChangedEntries::ChangedEntries(SourceList changed, const LoadedLists& whole)
    : screener_(PartOf(std::move(changed)), whole.GetScreener().Statistics()),
      list_version_(whole.Version()) {}

std::vector<RescreeningHit> ChangedEntries::Screen(const KnownParty& party) const {
    std::map<std::string, RescreeningHit> best;
    for (const auto& name : party.names)
        for (const auto& match : screener_.Screen(Normalise(name.Reveal()), party.facts)) {
            if (IsExcepted(party.exceptions, party.digest, match)) continue;
            RescreeningHit hit{.alert_id = AlertIdOf(party, match),
                               .party = party.party,
                               .name = name,
                               .match = match,
                               .party_digest = party.digest};
            const auto [known, added] = best.try_emplace(match.entry_id, hit);
            if (!added && known->second.match.score < match.score) known->second = hit;
        }
    std::vector<RescreeningHit> hits;
    for (auto& [entry, hit] : best) {
        hit.evidence = core::Sensitive<std::string>(Describe(party, hit, list_version_, screener_));
        hits.push_back(std::move(hit));
    }
    return hits;
}

Rescreener::Rescreener(RescreeningBook& book, KnownParties& parties, const ActiveList& lists,
                       async::Executor executor, std::size_t page_size)
    : book_(book),
      parties_(parties),
      lists_(lists),
      executor_(std::move(executor)),
      page_size_(page_size),
      screened_("clearway_rescreened_parties_total",
                "Known parties screened against what changed in the lists."),
      found_("clearway_rescreening_hits_total", "Hits among them."),
      unreadable_("clearway_rescreening_unreadable_total",
                  "Parties that were passed over because their records do not open."),
      left_("clearway_rescreening_running", "1 while parties are screened again.") {}

void Rescreener::Prepare(const Rescreening& rescreening, std::shared_ptr<const LoadedLists> lists) {
    if (prepared_ == rescreening.activation && whole_ == lists) return;
    changed_.emplace(book_.Changed(rescreening), *lists);
    whole_ = std::move(lists);
    prepared_ = rescreening.activation;
}

RescreenedPage Rescreener::Screen(const std::vector<KnownParty>& parties) const {
    RescreenedPage page{.last_party = {}, .list_version = whole_->Version()};
    for (const auto& party : parties) {
        if (party.unreadable) {
            page.unreadable.push_back(party.party);
            continue;
        }
        auto hits = changed_->Screen(party);
        std::ranges::move(hits, std::back_inserter(page.hits));
    }
    page.parties = static_cast<std::int64_t>(parties.size() - page.unreadable.size());
    return page;
}

bool Rescreener::Step() {
    const auto open = book_.Next();
    left_.Set(open ? 1 : 0);
    if (!open) {
        // The index of a change is not kept for the next one, which may be weeks away.
        changed_.reset();
        whole_.reset();
        prepared_ = 0;
        return false;
    }
    Prepare(*open, lists_.Get());
    std::vector<KnownParty> parties;
    bool last = changed_->Count() == 0;
    if (!last) {
        auto read = async::BlockOn(executor_, parties_.Page(open->last_party, page_size_));
        if (!read) throw std::runtime_error(std::string(read.error().Detail()));
        parties = std::move(*read);
        last = parties.size() < page_size_;
    }
    auto page = Screen(parties);
    page.last_party = parties.empty() ? open->last_party : parties.back().party;
    page.last = last;
    if (book_.Store(*open, page)) {
        screened_.Add(static_cast<double>(page.parties));
        found_.Add(static_cast<double>(page.hits.size()));
        unreadable_.Add(static_cast<double>(page.unreadable.size()));
    }
    return true;
}

}  // namespace clearway::compliance
