// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/kyc_state.h"

namespace clearway::compliance {

std::optional<KycStatus> Next(KycStatus from, KycInput input) {
    for (const auto& row : kKycTransitions)
        if (row.from == from && row.input == input) return row.to;
    return std::nullopt;
}

KycInput InputFor(KycStatus wanted) {
    switch (wanted) {
        case KycStatus::kVerified: return KycInput::kVerify;
        case KycStatus::kRejected: return KycInput::kReject;
        case KycStatus::kSuspended: return KycInput::kSuspend;
        case KycStatus::kPending: break;
    }
    return KycInput::kReopen;
}

}  // namespace clearway::compliance
