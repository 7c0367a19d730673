// SPDX-License-Identifier: Apache-2.0
// The words by which tables say on which side of an account a movement stands.
#pragma once

#include <optional>
#include <string_view>

namespace clearway::reconciliation::statements {

// 1 credit, -1 debit; nullopt: neither. Case does not count.
std::optional<int> SideOf(std::string_view word);

}  // namespace clearway::reconciliation::statements
