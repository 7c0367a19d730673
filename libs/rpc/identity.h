// SPDX-License-Identifier: Apache-2.0
// Who a process is: the SPIFFE id in its certificate. Both ends of a connection read it here, the
// server to admit a caller, the client to know its peer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::rpc {

// Whoever has an operator's certificate, among the callers of a method.
inline constexpr std::string_view kOperator = "operator";

// What an id or a name in metadata is made of: letters, digits and -_. only, and at least one.
bool IsName(std::string_view text);

// "spiffe://clearway.local/service/payment" for "payment".
std::string ServiceIdOf(std::string_view service);

// "gateway" for spiffe://clearway.local/service/gateway, "operator" for .../operator/<anyone>.
std::optional<std::string> CallerOf(std::string_view spiffe_id);

}  // namespace clearway::rpc
