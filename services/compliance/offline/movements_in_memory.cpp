// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/movements_in_memory.h"

#include <algorithm>
#include <limits>

namespace clearway::compliance {

namespace {

constexpr auto kLastSequence = std::numeric_limits<std::int64_t>::max();

bool Fits(const Movement& movement, const core::Currency& currency, std::int64_t least,
          std::int64_t most) {
    return movement.amount.GetCurrency() == currency && movement.amount.MinorUnits() >= least &&
           movement.amount.MinorUnits() <= most;
}

bool Asked(const Movement& movement, const MovementsQuery& query) {
    const bool is_party = query.subject.kind == SubjectKind::kParty;
    if (movement.sequence > query.sequence_max) return false;
    if (is_party && movement.debtor.party == movement.creditor.party) return false;
    const auto is_end = [&](const MovementEnd& end) {
        return is_party ? end.party == query.subject.id : end.id == query.subject.id;
    };
    return (query.incoming && is_end(movement.creditor)) ||
           (query.outgoing && is_end(movement.debtor));
}

}  // namespace

void MovementsInMemory::Add(std::span<const Movement> movements) {
    for (const auto& movement : movements) {
        const Key key{movement.at, movement.sequence};
        const auto* kept = &movements_.emplace(key, movement).first->second;
        for (const auto* end : {&kept->debtor, &kept->creditor}) {
            of_account_[end->id].emplace(key, kept);
            if (end->party) of_party_[*end->party].emplace(key, kept);
        }
    }
}

ActivityOf MovementsInMemory::Load(std::span<const Subject> subjects) {
    ActivityOf loaded;
    for (const auto& subject : subjects) {
        const auto known = activities_.find(subject);
        if (known != activities_.end()) loaded.insert(*known);
    }
    return loaded;
}

void MovementsInMemory::Save(const ActivityOf& activities) {
    for (const auto& [subject, activity] : activities)
        activities_.insert_or_assign(subject, activity);
}

std::vector<Movement> MovementsInMemory::Find(const MovementsQuery& query) {
    const auto& all = query.subject.kind == SubjectKind::kParty ? of_party_[query.subject.id]
                                                                : of_account_[query.subject.id];
    std::vector<Movement> found;
    std::size_t searched = 0;
    for (auto next = all.upper_bound({query.to, kLastSequence}); next != all.begin();) {
        const auto& movement = *(--next)->second;
        if (movement.at <= query.from || found.size() == query.limit || searched == kSearchedMax)
            break;
        if (!Asked(movement, query)) continue;
        ++searched;
        if (Fits(movement, query.currency, query.least, query.most)) found.push_back(movement);
    }
    return found;
}

std::vector<std::vector<Movement>> MovementsInMemory::Hops(std::span<const HopQuery> queries) {
    std::vector<std::vector<Movement>> answers;
    for (const auto& query : queries) answers.push_back(HopsOf(query));
    return answers;
}

std::vector<Movement> MovementsInMemory::HopsOf(const HopQuery& query) const {
    std::vector<Movement> hops;
    const auto found = of_account_.find(query.account);
    if (found == of_account_.end()) return hops;
    const auto& all = found->second;
    const bool back = query.direction == Direction::kIn;
    std::size_t looked_at = 0;
    // False: this was the last to look at.
    const auto look = [&](const Movement& movement) {
        if (back ? movement.at < query.limit : movement.at > query.limit) return false;
        const auto& end = back ? movement.creditor : movement.debtor;
        if (end.id != query.account || movement.sequence > query.sequence_max ||
            !movement.debtor.is_account || !movement.creditor.is_account)
            return true;
        if (Fits(movement, query.currency, query.least, query.most)) hops.push_back(movement);
        return ++looked_at < kLookedAtMax && hops.size() < kFollowedMax;
    };
    if (back) {
        for (auto next = all.upper_bound({query.at, kLastSequence}); next != all.begin();)
            if (!look(*(--next)->second)) break;
    } else {
        for (auto next = all.lower_bound({query.at, 0}); next != all.end(); ++next)
            if (!look(*next->second)) break;
    }
    return hops;
}

}  // namespace clearway::compliance
