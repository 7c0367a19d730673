// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/match_cache.h"

#include <algorithm>

#include "crypto/aes_gcm.h"
#include "crypto/hmac.h"

namespace clearway::compliance {
namespace {

std::string TextOf(const NormalisedName& name, const QueryFacts& facts) {
    std::string key = std::to_string(static_cast<int>(name.script)) + " " +
                      std::to_string(name.before_comma) + " " + name.text;
    // A name has letters, digits and blanks: none of these marks.
    if (facts.type) key += "|t" + std::to_string(static_cast<int>(*facts.type));
    if (facts.birth) {
        const auto& birth = *facts.birth;
        for (const int part : {birth.year_from, birth.year_to, birth.month, birth.day})
            key += "|b" + std::to_string(part);
    }
    for (const auto& country : facts.countries) key += "|c" + country;
    for (const auto& number : facts.identifiers) key += "|i" + number;
    return key;
}

}  // namespace

MatchCache::MatchCache(std::size_t names_max)
    : secret_(crypto::RandomBytes(32)), rows_max_(std::max<std::size_t>(1, names_max / kShards)) {}

std::string MatchCache::KeyOf(const NormalisedName& name, const QueryFacts& facts) const {
    return crypto::HmacSha256(secret_, TextOf(name, facts));
}

MatchCache::Shard& MatchCache::ShardOf(const std::string& key) {
    return shards_[std::hash<std::string>{}(key) % kShards];
}

std::optional<std::vector<NameMatch>> MatchCache::Find(const NormalisedName& name,
                                                       const QueryFacts& facts) {
    const auto key = KeyOf(name, facts);
    auto& shard = ShardOf(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end()) return std::nullopt;
    shard.rows.splice(shard.rows.begin(), shard.rows, found->second);
    return found->second->matches;
}

void MatchCache::Keep(const NormalisedName& name, const std::vector<NameMatch>& matches,
                      const QueryFacts& facts) {
    auto key = KeyOf(name, facts);
    auto& shard = ShardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.index.contains(key)) return;
    if (shard.rows.size() >= rows_max_) {
        shard.index.erase(shard.rows.back().key);
        shard.rows.pop_back();
    }
    shard.rows.push_front({std::move(key), matches});
    shard.index.emplace(shard.rows.front().key, shard.rows.begin());
}

std::size_t MatchCache::Size() const {
    std::size_t size = 0;
    for (const auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        size += shard.rows.size();
    }
    return size;
}

}  // namespace clearway::compliance
