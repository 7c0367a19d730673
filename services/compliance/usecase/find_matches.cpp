// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/find_matches.h"

#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {
namespace {

CaseMatch MatchOf(PartyRole role, const NameMatch& match, const core::Sha256Digest& digest,
                  const std::optional<PartyRecord>& record = {}) {
    return {.role = role,
            .entry_number = match.entry_number,
            .listed_name = match.listed_name,
            .program = match.program,
            .score = match.score,
            .party_digest = digest,
            .party = record ? record->id.value : core::Uuid()};
}

}  // namespace

NameFound FindMatches(const LoadedLists& lists, PartyRole role, std::string name,
                      QueryFacts facts) {
    const auto read = Normalise(name);
    NameFound found{.role = role, .name = std::move(name), .facts = std::move(facts)};
    found.unreadable = read.text.empty() || HasMoreThanIsCompared(read);
    found.matches = lists.Screen(read, found.facts);
    return found;
}

void TakeExcepted(NameFound& found, const PartyRecord& record,
                  std::span<const ScreeningException> exceptions) {
    found.record = record;
    std::erase_if(found.matches, [&](const NameMatch& match) {
        return IsExcepted(exceptions, record.digest, match);
    });
}

RaiseAlert AlertFor(const ScreeningFound& found, const std::string& salt, const NameDigest& keyed) {
    const auto digest_of = [&](const std::string& name) { return keyed(salt + "\n" + name); };
    RaiseAlert alert{.alert_id = {},
                     .kind = AlertKind::kPayment,
                     .subject = {},
                     .list_version = found.list_version,
                     .at = {}};
    for (const auto& one : found.names) {
        if (one.unreadable) {
            alert.reason_codes = kUnreadableName;
            alert.matches.push_back({.role = one.role, .party_digest = digest_of(one.name)});
        }
        const auto digest = digest_of(Normalise(one.name).text);
        for (const auto& match : one.matches)
            alert.matches.push_back(MatchOf(one.role, match, digest, one.record));
    }
    for (const auto& one : found.text.matches)
        alert.matches.push_back(MatchOf(PartyRole::kText, one.match, digest_of(one.words)));
    return alert;
}

core::Uuid DeriveScreeningAlert(const RaiseAlert& alert, const ScreeningFound& found) {
    std::string finding = "screening";
    for (const auto& match : alert.matches) {
        finding += "/" + std::to_string(static_cast<int>(match.role));
        finding += ":" + std::to_string(match.entry_number) + ":";
        finding += core::AsBytes(match.party_digest);
    }
    for (const auto& one : found.names) {
        if (!one.record) continue;
        finding += core::AsBytes(one.record->digest);
        for (const auto& match : one.matches) finding += core::AsBytes(match.entry_digest);
    }
    return core::Uuid::Derive(alert.subject.id, finding);
}

NoteMatches MatchesToNote(const ScreeningFound& found, const core::Uuid& alert_id,
                          core::Timestamp at) {
    NoteMatches note;
    for (const auto& one : found.names) {
        if (!one.record) continue;
        for (const auto& match : one.matches)
            note.found.push_back(FoundMatch(*one.record, match, alert_id, at));
    }
    return note;
}

}  // namespace clearway::compliance
