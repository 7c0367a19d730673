// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/rescreening_book.h"

#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "async/runtime.h"
#include "postgres/in_transaction.h"
#include "postgres/row.h"
#include "services/compliance/domain/list/entry_digest.h"
#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/store/list_version_store.h"
#include "services/compliance/store/rescreening_store.h"
#include "services/compliance/usecase/parties/unreadable_party.h"

namespace clearway::compliance {
namespace {

// Any constant will do, as long as every process uses the same. Held until the session ends.
constexpr char kLock[] = "SELECT pg_try_advisory_lock(7264593)";

std::unordered_map<std::string, core::Sha256Digest> DigestsById(const SanctionsList& list) {
    const auto digests = DigestEntries(list);
    std::unordered_map<std::string, core::Sha256Digest> by_id;
    for (std::size_t i = 0; i < digests.size(); ++i) by_id.emplace(list.entries[i].id, digests[i]);
    return by_id;
}

// The entries of `list` with these ids.
SanctionsList PartOf(const SanctionsList& list, const std::unordered_set<std::string>& ids) {
    SanctionsList part{.version = list.version, .entries = {}, .names = {}};
    std::vector<std::optional<std::uint32_t>> places(list.entries.size());
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
        if (!ids.contains(list.entries[i].id)) continue;
        places[i] = static_cast<std::uint32_t>(part.entries.size());
        part.entries.push_back(list.entries[i]);
    }
    for (const auto& name : list.names)
        if (const auto place = places[name.entry])
            part.names.push_back({*place, name.quality, name.name});
    return part;
}

SanctionsList ContentOf(postgres::Transaction& transaction, const core::Uuid& id) {
    const auto version = FindListVersion(transaction, id);
    return version ? LoadListContent(transaction, *version) : SanctionsList{};
}

SourceList ReadChanged(postgres::Transaction& transaction, const Rescreening& rescreening) {
    const auto version = FindListVersion(transaction, rescreening.list_version);
    if (!version) throw std::runtime_error("a rescreening is of no version");
    const auto next = LoadListContent(transaction, *version);
    const auto delta = CompareLists(ContentOf(transaction, rescreening.replaced), next);
    // Another version may be active by now: what it changed again is not this one's to find.
    const auto active = FindActiveList(transaction, version->source);
    const auto in_force =
        DigestsById(active ? LoadListContent(transaction, *active) : SanctionsList{});
    const auto then = DigestsById(next);
    std::unordered_set<std::string> ids;
    for (const auto* changes : {&delta.added, &delta.changed})
        for (const auto& change : *changes) {
            const auto found = in_force.find(change.id);
            if (found != in_force.end() && found->second == then.at(change.id))
                ids.insert(change.id);
        }
    return {.source = version->source, .list = PartOf(next, ids)};
}

RaiseAlert AlertOf(const RescreenedPage& page, const RescreeningHit& hit, const NameDigest& digest,
                   core::Timestamp at) {
    CaseMatch match{.role = PartyRole::kHolder,
                    .entry_number = hit.match.entry_number,
                    .listed_name = hit.match.listed_name,
                    .program = hit.match.program,
                    .score = hit.match.score,
                    .party_digest = digest(hit.party.ToString() + "\n" + hit.name.Reveal())};
    RaiseAlert alert{.alert_id = hit.alert_id,
                     .kind = AlertKind::kRescreening,
                     .subject = {SubjectKind::kParty, hit.party},
                     .list_version = page.list_version,
                     .at = at};
    alert.matches.push_back(std::move(match));
    alert.evidence = hit.evidence.Reveal();
    return alert;
}

}  // namespace

StoredRescreenings::StoredRescreenings(const std::string& database_url, CaseCommands& cases,
                                       ExceptionCommands& exceptions, NameDigests& digests,
                                       const core::Clock& clock, async::Executor executor,
                                       std::chrono::seconds settled_after)
    : connection_(database_url),
      cases_(cases),
      exceptions_(exceptions),
      digests_(digests),
      clock_(clock),
      executor_(std::move(executor)),
      settled_after_(settled_after) {}

std::optional<Rescreening> StoredRescreenings::Next() {
    // A session that broke lost its lock with it.
    if (!connection_.IsOpen()) locked_ = false;
    const auto begun_by = clock_.Now() - settled_after_;
    return postgres::InTransaction(
        connection_, postgres::Access::kRead,
        [&](postgres::Transaction& transaction) -> std::optional<Rescreening> {
            auto next = NextRescreening(transaction, begun_by);
            if (!next || locked_) return next;
            if (!postgres::AsBool(transaction.exec1(kLock)[0])) return std::nullopt;
            locked_ = true;
            return NextRescreening(transaction, begun_by);
        });
}

SourceList StoredRescreenings::Changed(const Rescreening& rescreening) {
    return postgres::InTransaction(
        connection_, postgres::Access::kRead,
        [&](postgres::Transaction& transaction) { return ReadChanged(transaction, rescreening); });
}

// What an operator may find to be false is noted before its alert is there to be cleared.
void StoredRescreenings::Note(const RescreenedPage& page) {
    NoteMatches note;
    for (const auto& hit : page.hits)
        note.found.push_back(FoundMatch({PartyId(hit.party), hit.party_digest}, hit.match,
                                        hit.alert_id, clock_.Now()));
    if (note.found.empty()) return;
    ExceptionCommand command = std::move(note);
    const auto noted = async::BlockOn(executor_, exceptions_.Submit(std::move(command)));
    if (!noted) throw std::runtime_error(std::string(noted.error().Detail()));
}

void StoredRescreenings::RaiseHits(const RescreenedPage& page) {
    if (page.hits.empty()) return;
    const auto digest = async::BlockOn(executor_, digests_.Get());
    if (!digest) throw std::runtime_error(std::string(digest.error().Detail()));
    for (const auto& hit : page.hits) Raise(AlertOf(page, hit, *digest, clock_.Now()));
}

void StoredRescreenings::Raise(RaiseAlert alert) {
    CaseCommand command = std::move(alert);
    const auto raised = async::BlockOn(executor_, cases_.Submit(std::move(command)));
    if (!raised) throw std::runtime_error(std::string(raised.error().Detail()));
}

bool StoredRescreenings::Store(const Rescreening& before, const RescreenedPage& page) {
    Note(page);
    RaiseHits(page);
    for (const auto& party : page.unreadable)
        Raise(UnreadableParty(PartyId(party), AlertKind::kRescreening, clock_.Now()));
    std::optional<core::Timestamp> done;
    if (page.last) done = clock_.Now();
    return postgres::InTransaction(connection_, postgres::Access::kWrite,
                                   [&](postgres::Transaction& transaction) {
                                       MarkUnscreened(transaction, page.unreadable);
                                       return SaveProgress(transaction, before, page, done);
                                   });
}

}  // namespace clearway::compliance
