// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/match_cache.h"

#include <algorithm>

namespace clearway::compliance {

MatchCache::MatchCache(std::size_t names_max)
    : rows_max_(std::max<std::size_t>(1, names_max / kShards)) {}

std::string MatchCache::KeyOf(const NormalisedName& name) {
    return std::to_string(static_cast<int>(name.script)) + " " + std::to_string(name.before_comma) +
           " " + name.text;
}

MatchCache::Shard& MatchCache::ShardOf(const std::string& key) {
    return shards_[std::hash<std::string>{}(key) % kShards];
}

std::optional<std::vector<NameMatch>> MatchCache::Find(const NormalisedName& name) {
    const auto key = KeyOf(name);
    auto& shard = ShardOf(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end()) return std::nullopt;
    shard.rows.splice(shard.rows.begin(), shard.rows, found->second);
    return found->second->matches;
}

void MatchCache::Keep(const NormalisedName& name, const std::vector<NameMatch>& matches) {
    auto key = KeyOf(name);
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
