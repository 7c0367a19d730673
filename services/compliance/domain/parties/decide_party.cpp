// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/decide_party.h"

#include <algorithm>

#include "services/compliance/domain/parties/kyc_state.h"

namespace clearway::compliance {
namespace {

using core::ErrorCode;
using core::Result;

PartyDetails Merged(PartyDetails details, const PartyDetails& changes) {
    const auto take = [](auto& to, const auto& from, bool given) {
        if (given) to = from;
    };
    take(details.name, changes.name, !changes.name.Empty());
    take(details.other_names, changes.other_names, !changes.other_names.empty());
    take(details.birth_date, changes.birth_date, !changes.birth_date.Empty());
    take(details.country, changes.country, !changes.country.empty());
    take(details.nationalities, changes.nationalities, !changes.nationalities.empty());
    take(details.identifiers, changes.identifiers, !changes.identifiers.empty());
    return details;
}

struct Decider {
    const std::optional<Party>& known;
    core::Timestamp at;

    PartyStep Start() const { return {.after = *known}; }

    void Add(PartyStep& step, PartyFactBody fact) const {
        step.facts.push_back(std::move(fact));
        ++step.after.version;
        step.after.updated_at = at;
    }

    bool IsOf(const std::string& partner_id) const {
        return known && known->partner_id == partner_id;
    }

    // What is sealed must neither be judged by what is not here nor be written over.
    bool IsUnreadable() const { return known && known->unreadable; }

    Result<PartyStep> operator()(const RegisterParty& command) const {
        if (IsUnreadable()) return ErrorCode::kUnavailable;
        const auto fingerprint = FingerprintOf(command.kind, command.details);
        if (known) {
            if (known->fingerprint != fingerprint) return ErrorCode::kIdempotencyKeyReused;
            return PartyStep{.after = *known, .replayed = true};
        }
        PartyStep step{.after = {.id = command.id,
                                 .partner_id = command.partner_id,
                                 .kind = command.kind,
                                 .details = command.details,
                                 .salt = command.salt,
                                 .fingerprint = fingerprint,
                                 .registered_at = at,
                                 .reviewed_at = at}};
        Add(step, PartyRegistered{});
        return step;
    }

    Result<PartyStep> operator()(const ChangeParty& command) const {
        if (!IsOf(command.partner_id)) return ErrorCode::kPartyNotFound;
        if (known->erased) return ErrorCode::kPartyStateConflict;
        if (IsUnreadable()) return ErrorCode::kUnavailable;
        auto step = Start();
        step.after.details = Merged(known->details, command.changes);
        if (step.after.details == known->details) return step;
        ++step.after.details_version;
        step.after.reopening.reset();
        step.after.higher_tier.reset();
        Add(step, PartyChanged{});
        Move(step, *Next(known->status, KycInput::kChange),
             {known->status, "what is known changed", ""});
        return step;
    }

    Result<PartyStep> operator()(const AddDocument& command) const {
        if (!IsOf(command.partner_id)) return ErrorCode::kPartyNotFound;
        if (known->erased) return ErrorCode::kPartyStateConflict;
        if (IsUnreadable()) return ErrorCode::kUnavailable;
        auto step = Start();
        const auto& added = command.document;
        const bool present = std::ranges::any_of(known->documents, [&](const auto& document) {
            return document.document_id == added.document_id;
        });
        if (present) return step;
        if (known->documents.size() >= kPartyDocumentsMax) return ErrorCode::kPartyStateConflict;
        step.after.documents.push_back(added);
        Add(step, PartyDocumentAdded{added.document_id, added.type, added.sha256});
        return step;
    }

    // Details that changed meanwhile are screened by themselves.
    Result<PartyStep> operator()(const RecordPartyScreening& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        if (IsUnreadable()) return ErrorCode::kUnavailable;
        auto step = Start();
        if (command.details_version <= known->screened_version ||
            command.details_version > known->details_version)
            return step;
        step.after.screened_version = command.details_version;
        Add(step, PartyScreened{command.hit, command.list_version});
        return step;
    }

    Result<PartyStep> operator()(const SetKycStatus& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        const auto next = Next(known->status, InputFor(command.status));
        if (!next) return ErrorCode::kPartyStateConflict;
        if (known->status == KycStatus::kSuspended) return SetSuspended(command, *next);
        auto step = Start();
        if (*next == known->status) return step;
        if (*next == KycStatus::kVerified) {
            if (known->erased) return ErrorCode::kPartyStateConflict;
            if (IsUnreadable()) return ErrorCode::kUnavailable;
            if (!known->IsScreened() || known->case_open) return ErrorCode::kPartyNotCleared;
            step.after.reviewed_at = at;
        }
        Move(step, *next, {known->status, command.reason, command.set_by});
        return step;
    }

    Result<PartyStep> operator()(const SetKycTier& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        auto step = Start();
        PartyTierSet fact{command.reason, command.set_by};
        if (command.tier > known->tier)
            Raise(step, command.tier, std::move(fact));
        else if (command.tier != known->tier || known->higher_tier)
            Set(step, command.tier, std::move(fact));
        return step;
    }

    Result<PartyStep> operator()(const RateRisk& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        auto step = Start();
        if (known->risk == command.risk && known->risk_reason == command.reason) return step;
        step.after.risk = command.risk;
        step.after.risk_reason = command.reason;
        Add(step, PartyRiskRated{command.reason, command.rated_by});
        return step;
    }

    Result<PartyStep> operator()(const CompleteReview& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        if (known->status != KycStatus::kVerified) return ErrorCode::kPartyStateConflict;
        auto step = Start();
        step.after.reviewed_at = at;
        Add(step, PartyReviewed{command.reason, command.reviewed_by});
        return step;
    }

    Result<PartyStep> operator()(const ConfirmMatch& command) const {
        if (!known) return ErrorCode::kPartyNotFound;
        auto step = Start();
        const auto next = Next(known->status, KycInput::kConfirm);
        if (!next || known->confirmed_case == command.case_id) return step;
        // Also of a party that was suspended already: to undo it takes two from now on.
        step.after.confirmed_case = command.case_id;
        step.after.higher_tier.reset();
        Set(step, *next,
            {known->status, "a match was confirmed", command.confirmed_by, command.case_id});
        return step;
    }

    PartyStep SetSuspended(const SetKycStatus& command, KycStatus next) const {
        auto step = Start();
        PartyStatusSet fact{known->status, command.reason, command.set_by};
        if (next == KycStatus::kPending && !known->confirmed_case.IsNil())
            Reopen(step, std::move(fact));
        else if (next != known->status || known->reopening)
            Set(step, next, std::move(fact));
        return step;
    }

    // By two operators.
    void Reopen(PartyStep& step, PartyStatusSet fact) const {
        if (!known->reopening) {
            step.after.reopening = ReopeningProposal{fact.set_by, fact.reason, at};
            Add(step, PartyReopeningProposed{fact.reason, fact.set_by});
        } else if (known->reopening->by != fact.set_by) {
            fact.proposed_by = known->reopening->by;
            Set(step, KycStatus::kPending, std::move(fact));
        }
    }

    // By two operators, who ask for the same tier.
    void Raise(PartyStep& step, KycTier to, PartyTierSet fact) const {
        const auto& proposal = known->higher_tier;
        if (!proposal || proposal->tier != to) {
            step.after.higher_tier = TierProposal{to, fact.set_by, fact.reason, at};
            Add(step, PartyTierProposed{to, fact.reason, fact.set_by});
        } else if (proposal->by != fact.set_by) {
            fact.proposed_by = proposal->by;
            Set(step, to, std::move(fact));
        }
    }

    void Set(PartyStep& step, KycTier to, PartyTierSet fact) const {
        step.after.higher_tier.reset();
        step.after.tier = to;
        Add(step, std::move(fact));
    }

    void Move(PartyStep& step, KycStatus to, PartyStatusSet fact) const {
        if (to != step.after.status) Set(step, to, std::move(fact));
    }

    void Set(PartyStep& step, KycStatus to, PartyStatusSet fact) const {
        if (to != KycStatus::kSuspended) step.after.confirmed_case = {};
        step.after.reopening.reset();
        step.after.status = to;
        step.after.status_reason = fact.reason;
        Add(step, std::move(fact));
    }
};

}  // namespace

PartyId PartyOf(const PartyCommand& command) {
    return std::visit([](const auto& what) { return what.id; }, command.what);
}

bool IsNews(const PartyCommand& command) {
    return std::holds_alternative<ConfirmMatch>(command.what);
}

Result<PartyStep> Decide(const std::optional<Party>& known, const PartyCommand& command) {
    return std::visit(Decider{known, command.at}, command.what);
}

}  // namespace clearway::compliance
