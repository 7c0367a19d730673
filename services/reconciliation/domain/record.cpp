// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/record.h"

#include <algorithm>

namespace clearway::reconciliation {

namespace {

bool JoinTold(Record& record, const Expectation& told) {
    const auto joined = record.told ? Merge(*record.told, told) : told;
    if (record.told == joined) return false;
    record.told = joined;
    return true;
}

bool JoinMoved(Record& record, const Movement& moved) {
    const auto known = std::ranges::find(record.moved, moved.event_id, &Movement::event_id);
    if (known != record.moved.end()) return false;
    record.moved.push_back(moved);
    return true;
}

}  // namespace

bool Join(Record& record, const News& news, core::Timestamp heard_at) {
    bool changed = news.told && JoinTold(record, *news.told);
    for (const auto& moved : news.moved) changed |= JoinMoved(record, moved);
    if (news.committed && *news.committed != record.committed) {
        record.committed = *news.committed;
        changed = true;
    }
    if (changed) record.since = heard_at;
    return changed;
}

}  // namespace clearway::reconciliation
