// SPDX-License-Identifier: Apache-2.0
// Which payments a list has, a page at a time.
#pragma once

#include <optional>
#include <string>

#include "core/ids.h"
#include "core/page_token.h"
#include "core/sensitive.h"
#include "services/payment/domain/payment.h"

namespace clearway::payment {

struct PaymentFilter {
    std::string partner_id;
    std::optional<Status> status = {};
    std::optional<core::AccountId> account = {};
    std::size_t page_size = 50;
    // Payments older than this one follow.
    std::optional<core::PagePosition> after = {};
};

// To a payee elsewhere, of all partners; newest first.
struct IbanFilter {
    core::Sensitive<std::string> iban;
    std::size_t page_size = 50;
    std::optional<core::PagePosition> after = {};
};

}  // namespace clearway::payment
