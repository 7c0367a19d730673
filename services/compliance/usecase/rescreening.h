// SPDX-License-Identifier: Apache-2.0
// When a list changes, the parties that are known are screened again: only against the entries that
// came or changed, so that only new hits are found. The work goes page by page; what it found and
// how far it is are stored together, and a finding has the same id whenever it is found again.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

// What an activation left to do.
struct Rescreening {
    std::int64_t activation = 0;
    core::Uuid list_version = {};
    core::Uuid replaced = {};    // nil: none was active before
    core::Uuid last_party = {};  // those up to it are done; nil: none yet
    std::int64_t parties = 0;
    std::int64_t alerts = 0;
};

// A party that an entry fits which came or changed.
struct RescreeningHit {
    core::Uuid alert_id;  // of the party, the entry and what is known of both
    core::Uuid party;
    core::Sensitive<std::string> name;  // of the party, that fits best
    NameMatch match;
    core::Sensitive<std::string> evidence = {};  // see DescribeScreening
    core::Sha256Digest party_digest{};           // of what is known of the party
};

struct RescreenedPage {
    core::Uuid last_party;
    std::int64_t parties = 0;
    std::vector<RescreeningHit> hits = {};
    std::vector<core::Uuid> unreadable = {};  // parties whose records do not open: not screened
    std::string list_version = {};            // with which it was screened
    bool last = false;
};

class RescreeningBook {
public:
    virtual ~RescreeningBook() = default;
    // The oldest that is not done, when this process is the one that works on it. Throws what the
    // database throws.
    virtual std::optional<Rescreening> Next() = 0;
    // The entries that came or changed and are in the active list of their source as they were
    // then.
    virtual SourceList Changed(const Rescreening& rescreening) = 0;
    // Raises the alerts of the page and stores the progress. An unreadable party has an alert and
    // is due from now on for its screening against all entries (ScreenParty::RunUnscreened), which
    // is tried until its record opens. False: another process went on from `before`.
    virtual bool Store(const Rescreening& before, const RescreenedPage& page) = 0;
};

// Entries that came or changed, with the scores of the whole list. Immutable.
class ChangedEntries {
public:
    ChangedEntries(SourceList changed, const LoadedLists& whole);

    // Each entry once, with the party's best name.
    std::vector<RescreeningHit> Screen(const KnownParty& party) const;
    std::size_t Count() const { return screener_.EntryCount(); }

private:
    const Screener screener_;
    const std::string list_version_;  // of the whole
};

class Rescreener {
public:
    // Runs on its caller's thread and blocks it; `executor` reads the parties. The references must
    // outlive it.
    Rescreener(RescreeningBook& book, KnownParties& parties, const ActiveList& lists,
               async::Executor executor, std::size_t page_size = 500);

    // Screens one page of the oldest rescreening. False: there is nothing to do. Throws when a page
    // could not be read or stored: it is done again then.
    bool Step();

private:
    void Prepare(const Rescreening& rescreening, std::shared_ptr<const LoadedLists> lists);
    RescreenedPage Screen(const std::vector<KnownParty>& parties) const;

    RescreeningBook& book_;
    KnownParties& parties_;
    const ActiveList& lists_;
    const async::Executor executor_;
    const std::size_t page_size_;
    std::int64_t prepared_ = 0;  // the activation of `changed_`
    std::shared_ptr<const LoadedLists> whole_;
    std::optional<ChangedEntries> changed_;
    const metrics::Counter screened_;
    const metrics::Counter found_;
    const metrics::Counter unreadable_;
    const metrics::Gauge left_;
};

}  // namespace clearway::compliance
