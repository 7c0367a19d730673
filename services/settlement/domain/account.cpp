// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/account.h"

namespace clearway::settlement {

core::AccountId SuspenseAccountOf(const core::Currency& currency) {
    const auto clearing = core::DeriveClearingAccountId(currency.Code());
    return core::AccountId(core::Uuid::Derive(clearing.value, "suspense"));
}

}  // namespace clearway::settlement
