// SPDX-License-Identifier: Apache-2.0
// Remembers what names were screened to, because a partner's payer pays many times. Bounded, the
// least recently used name goes. One cache serves one version of the lists and ends with it. No
// name is kept: an HMAC under a key of this cache alone stands for it, so nothing of a person who
// is erased is left here that could be read or searched for.
#pragma once

#include <array>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {

class MatchCache {
public:
    // Throws std::runtime_error when there is no randomness for the key.
    explicit MatchCache(std::size_t names_max);

    // The same name with other facts is another question.
    std::optional<std::vector<NameMatch>> Find(const NormalisedName& name,
                                               const QueryFacts& facts = {});
    void Keep(const NormalisedName& name, const std::vector<NameMatch>& matches,
              const QueryFacts& facts = {});
    std::size_t Size() const;

    // What is kept of a question: 32 bytes, others in another cache.
    std::string KeyOf(const NormalisedName& name, const QueryFacts& facts = {}) const;

private:
    struct Row {
        std::string key;
        std::vector<NameMatch> matches;
    };
    // Several locks, so that screenings do not queue for one.
    struct Shard {
        mutable std::mutex mutex;
        std::list<Row> rows;  // most recent first
        std::unordered_map<std::string_view, std::list<Row>::iterator> index;
    };

    Shard& ShardOf(const std::string& key);

    static constexpr std::size_t kShards = 8;
    const std::string secret_;
    std::size_t rows_max_;  // a shard
    std::array<Shard, kShards> shards_;
};

}  // namespace clearway::compliance
