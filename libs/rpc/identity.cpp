// SPDX-License-Identifier: Apache-2.0
#include "rpc/identity.h"

#include <algorithm>

namespace clearway::rpc {
namespace {

constexpr std::string_view kTrustDomain = "spiffe://clearway.local/";

}  // namespace

bool IsName(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

std::string ServiceIdOf(std::string_view service) {
    return std::string(kTrustDomain).append("service/").append(service);
}

std::optional<std::string> CallerOf(std::string_view spiffe_id) {
    if (spiffe_id.substr(0, kTrustDomain.size()) != kTrustDomain) return std::nullopt;
    const auto path = spiffe_id.substr(kTrustDomain.size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto kind = path.substr(0, slash);
    const auto name = path.substr(slash + 1);
    if (!IsName(name)) return std::nullopt;
    if (kind == kOperator) return std::string(kOperator);
    // A service named "operator" would pass for a person.
    if (kind == "service" && name != kOperator) return std::string(name);
    return std::nullopt;
}

}  // namespace clearway::rpc
