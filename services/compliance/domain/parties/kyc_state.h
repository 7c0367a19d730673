// SPDX-License-Identifier: Apache-2.0
// The states of a customer's verification as data, whole on one screen. What the table has no row
// for is refused to an operator, and absorbed where it is news (a case that was confirmed). Out of
// a suspension by a confirmed case kReopen takes two operators: see decide_party.h.
#pragma once

#include <array>
#include <optional>

#include "services/compliance/domain/parties/party.h"

namespace clearway::compliance {

enum class KycInput : std::uint8_t {
    kVerify,   // an operator is satisfied
    kReject,   // an operator turns the customer down, for good
    kSuspend,  // an operator stops the customer's payments
    kReopen,   // an operator wants to look again
    kChange,   // what is screened changed: it was not verified like this
    kConfirm,  // a case about the party was confirmed: it is a listed one
};

struct KycTransition {
    KycStatus from;
    KycInput input;
    KycStatus to;
};

// clang-format off
inline constexpr std::array kKycTransitions{
    KycTransition{KycStatus::kPending,   KycInput::kVerify,  KycStatus::kVerified},
    KycTransition{KycStatus::kPending,   KycInput::kReject,  KycStatus::kRejected},
    KycTransition{KycStatus::kPending,   KycInput::kSuspend, KycStatus::kSuspended},
    KycTransition{KycStatus::kPending,   KycInput::kReopen,  KycStatus::kPending},
    KycTransition{KycStatus::kPending,   KycInput::kChange,  KycStatus::kPending},
    KycTransition{KycStatus::kPending,   KycInput::kConfirm, KycStatus::kSuspended},
    KycTransition{KycStatus::kVerified,  KycInput::kVerify,  KycStatus::kVerified},
    KycTransition{KycStatus::kVerified,  KycInput::kReject,  KycStatus::kRejected},
    KycTransition{KycStatus::kVerified,  KycInput::kSuspend, KycStatus::kSuspended},
    KycTransition{KycStatus::kVerified,  KycInput::kReopen,  KycStatus::kPending},
    KycTransition{KycStatus::kVerified,  KycInput::kChange,  KycStatus::kPending},
    KycTransition{KycStatus::kVerified,  KycInput::kConfirm, KycStatus::kSuspended},
    KycTransition{KycStatus::kRejected,  KycInput::kReject,  KycStatus::kRejected},
    KycTransition{KycStatus::kRejected,  KycInput::kChange,  KycStatus::kRejected},
    KycTransition{KycStatus::kSuspended, KycInput::kReject,  KycStatus::kRejected},
    KycTransition{KycStatus::kSuspended, KycInput::kSuspend, KycStatus::kSuspended},
    KycTransition{KycStatus::kSuspended, KycInput::kReopen,  KycStatus::kPending},
    KycTransition{KycStatus::kSuspended, KycInput::kChange,  KycStatus::kSuspended},
    KycTransition{KycStatus::kSuspended, KycInput::kConfirm, KycStatus::kSuspended},
};
// clang-format on

// nullopt when the table has no row.
std::optional<KycStatus> Next(KycStatus from, KycInput input);

// What an operator asks for by the status that he sets.
KycInput InputFor(KycStatus wanted);

}  // namespace clearway::compliance
