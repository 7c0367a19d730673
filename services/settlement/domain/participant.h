// SPDX-License-Identifier: Apache-2.0
// An institution that settles with the others in one currency: what an operator agreed with it, and
// how it stands in the open window. Only Positions changes how it stands.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/currency.h"
#include "core/uuid.h"
#include "services/settlement/domain/account.h"

namespace clearway::settlement {

// The institution is the partner whose customers' accounts it keeps; the empty name is the
// settlement agent, of which only the address is agreed.
struct ParticipantKey {
    core::Currency currency;
    std::string institution;

    friend auto operator<=>(const ParticipantKey&, const ParticipantKey&) = default;
};

enum class ParticipantStatus { kActive, kSuspended };

// Where an institution settles. Empty account: on its account in the ledger.
struct SettlementAddress {
    std::string bic = {};
    std::string account = {};

    friend bool operator==(const SettlementAddress&, const SettlementAddress&) = default;
};

// Where one operator wants it to settle: its money goes there once another one wants the same.
struct AddressProposal {
    SettlementAddress address;
    std::string proposed_by;

    friend bool operator==(const AddressProposal&, const AddressProposal&) = default;
};

// What an operator agrees with a participant. Amounts in minor units; absent: no limit.
struct ParticipantTerms {
    std::string bic = {};
    // Where it settles outside the ledger; empty: on its settlement account in the ledger.
    std::string settlement_account = {};
    ParticipantStatus status = ParticipantStatus::kActive;
    std::optional<std::int64_t> debit_cap = {};
    std::optional<std::int64_t> liquidity = {};  // what it has deposited as cover

    SettlementAddress Address() const { return {bic, settlement_account}; }
    friend bool operator==(const ParticipantTerms&, const ParticipantTerms&) = default;
};

// What an operator changes of it; absent: as it is. A limit that is present without a value is
// lifted.
struct TermsChange {
    using Limit = std::optional<std::int64_t>;

    std::optional<std::string> bic = {};
    std::optional<std::string> settlement_account = {};
    std::optional<ParticipantStatus> status = {};
    std::optional<Limit> debit_cap = {};
    std::optional<Limit> liquidity = {};

    ParticipantTerms AppliedTo(ParticipantTerms terms) const;
};

struct Participant {
    ParticipantKey key;
    ParticipantTerms terms = {};
    std::optional<AddressProposal> proposal = {};
    std::int64_t window = 0;    // the window that `net` is of
    std::int64_t net = 0;       // received less sent, in that window
    std::int64_t reserved = 0;  // open holds in favour of other participants
    std::int32_t version = 0;   // of its stream of facts
    std::int64_t revision = 0;  // grows whenever the row is written

    // A window begins from zero, whoever was in the one before.
    std::int64_t NetIn(std::int64_t number) const { return window == number ? net : 0; }
};

// What holds from now on, and what waits for a second operator.
struct Agreement {
    ParticipantTerms terms = {};
    std::optional<AddressProposal> proposal = {};
    std::string proposed_by = {};  // of the two who moved where it settles the first
};
// Limits and status take one operator, where it settles takes two: the first one's word waits,
// another's same word takes effect, another word takes its place. The address as it is, said
// again, ends what waits.
Agreement Agree(const Participant& before, const TermsChange& change, const std::string& set_by);

// The stream of its facts.
core::Uuid StreamOf(const ParticipantKey& key);
// Its account in the ledger for settlement; that of the empty name is the settlement agent's own.
core::AccountId SettlementAccountOf(const ParticipantKey& key);

// The institutions that money changes hands between; the views are of the accounts.
struct Between {
    std::string_view debtor;
    std::string_view creditor;
};
// nullopt: within one institution, or from or to the platform's own accounts: nothing to settle.
std::optional<Between> InstitutionsOf(const Account& debtor, const Account& creditor);

}  // namespace clearway::settlement

template <>
struct std::hash<clearway::settlement::ParticipantKey> {
    std::size_t operator()(const clearway::settlement::ParticipantKey& key) const noexcept {
        const std::hash<std::string_view> text;
        return text(key.institution) * 31 + text(key.currency.Code());
    }
};
