// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/account.h"

namespace clearway::settlement {
namespace {

core::AccountId OwnAccount(const core::Currency& currency, const char* name) {
    const auto clearing = core::DeriveClearingAccountId(currency.Code());
    return core::AccountId(core::Uuid::Derive(clearing.value, name));
}

}  // namespace

core::AccountId SuspenseAccountOf(const core::Currency& currency) {
    return OwnAccount(currency, "suspense");
}

core::AccountId FeeAccountOf(const core::Currency& currency) {
    return OwnAccount(currency, "fees");
}

core::AccountId RoundingAccountOf(const core::Currency& currency) {
    return OwnAccount(currency, "rounding");
}

}  // namespace clearway::settlement
