// SPDX-License-Identifier: Apache-2.0
// The registered partners: who they are by the pins of their keys, what they were granted, how much
// they may ask. Read once at start; must not decide anything.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/policy/rate_limiter.h"

namespace clearway::gateway::policy {

struct Partner {
    Partner(std::string id, std::vector<std::string> granted, const RateLimit& limit)
        : partner_id(std::move(id)), scopes(std::move(granted)), limiter(limit) {}

    bool HasScope(std::string_view scope) const;

    const std::string partner_id;
    const std::vector<std::string> scopes;  // sorted
    RateLimiter limiter;
    std::size_t index = 0;  // in the registry, from zero
};

class PartnerRegistry {
public:
    // The document of CLEARWAY_PARTNERS_FILE. Throws std::runtime_error that names the fault.
    static PartnerRegistry Parse(std::string_view json);
    static PartnerRegistry Load(const std::string& path);

    // Null for a key that no partner registered. Thread-safe.
    Partner* FindByPin(std::string_view pin) const;
    std::size_t Size() const { return partners_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    void Add(std::unique_ptr<Partner> partner, const std::vector<std::string>& pins);

    std::vector<std::unique_ptr<Partner>> partners_;
    std::unordered_map<std::string, Partner*, Hash, std::equal_to<>> by_pin_;
};

}  // namespace clearway::gateway::policy
