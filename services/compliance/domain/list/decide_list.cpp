// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/decide_list.h"

#include <utility>

namespace clearway::compliance {
namespace {

constexpr char kNobody[] = "clearway";  // who activates the list that is built in

core::Error HalfGone(const ListChange& change) {
    return {.code = core::ErrorCode::kReleaseRefused,
            .detail = std::to_string(change.gone) +
                      " entries are gone, half of the active list or more; it takes an override "
                      "with a reason"};
}

core::Error Conflict(const char* detail) {
    return {.code = core::ErrorCode::kReleaseStateConflict, .detail = detail};
}

void AddFact(ListDecision& decision, ListVersion& version,
             std::variant<ListImported, ListActivated, ListRolledBack> body, core::Timestamp at,
             const std::string& traceparent) {
    ++version.facts;
    decision.facts.push_back({version, std::move(body), at, traceparent});
}

void Announce(ListDecision& decision, ListVersion& version) {
    if (version.facts == 0) AddFact(decision, version, ListImported{}, version.imported_at, "");
}

// To come back by their word it takes two operators anew.
void PutOutOfForce(ListVersion& version, ListState state) {
    version.state = state;
    version.approved_by.clear();
    version.override_reason.clear();
}

void PutInForce(ListVersion& version, std::int64_t activation, core::Timestamp at) {
    version.state = ListState::kActive;
    version.activation = activation;
    version.activated_at = at;
}

}  // namespace

core::Result<ListDecision> DecideActivate(const std::optional<ListVersion>& version,
                                          const std::optional<ListVersion>& active,
                                          const ListChange& change, std::int64_t activation,
                                          const ActivateList& command) {
    if (!version) return core::ErrorCode::kNotFound;
    ListDecision decision{.after = *version};
    auto& after = decision.after;
    if (after.state == ListState::kActive) return decision;
    // Their own word again: the answer to it may have been lost, and it approves nothing.
    if (after.approved_by == command.by) return decision;
    const bool second = !after.approved_by.empty();
    if (!command.override_reason.empty()) after.override_reason = command.override_reason;
    // Each of the two has to see that it is a part of a list, and say so.
    if (change.lost_too_many && command.override_reason.empty()) return HalfGone(change);
    Announce(decision, after);
    if (!second) {
        after.approved_by = command.by;
        return decision;
    }
    after.activated_by = command.by;
    after.replaced = core::Uuid();
    if (active) {
        after.replaced = active->id;
        decision.other = active;
        PutOutOfForce(*decision.other, ListState::kSuperseded);
    }
    PutInForce(after, activation, command.at);
    AddFact(decision, after, ListActivated{.change = change}, command.at, command.traceparent);
    decision.switched = true;
    return decision;
}

core::Result<ListDecision> DecideRollBack(const std::optional<ListVersion>& version,
                                          const std::optional<ListVersion>& before,
                                          const ListChange& change, std::int64_t activation,
                                          const RollBackList& command) {
    if (!version) return core::ErrorCode::kNotFound;
    if (version->state != ListState::kActive) return Conflict("This version is not active.");
    if (!before) return Conflict("No version was active before this one.");
    ListDecision decision{.after = *version, .other = before, .switched = true};
    auto& after = decision.after;
    PutOutOfForce(after, ListState::kRolledBack);
    AddFact(decision, after,
            ListRolledBack{.by = command.by, .reason = command.reason, .successor = before->id},
            command.at, command.traceparent);
    PutInForce(*decision.other, activation, command.at);
    AddFact(decision, *decision.other, ListActivated{.change = change, .rolled_back_to = true},
            command.at, command.traceparent);
    return decision;
}

ListDecision DecideAnnounce(const ListVersion& version) {
    ListDecision decision{.after = version};
    Announce(decision, decision.after);
    return decision;
}

ListDecision DecideFirst(ListVersion version, core::Timestamp at) {
    ListDecision decision{.after = std::move(version), .switched = true};
    auto& after = decision.after;
    Announce(decision, after);
    after.activated_by = kNobody;
    PutInForce(after, 1, at);
    AddFact(decision, after, ListActivated{.change = {.added = after.entries}}, at, "");
    return decision;
}

}  // namespace clearway::compliance
