// SPDX-License-Identifier: Apache-2.0
// What was used lately, in bounded memory. Two generations: when the young one is full it becomes
// the old one, and what is asked for again moves back. No list to keep in order on every read. Not
// synchronised.
#pragma once

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

namespace clearway::core {

template <class Key, class Value, class Hash = std::hash<Key>>
class Recent {
public:
    // Keeps at least the last `entries_max` / 2 and at most `entries_max` (at least 2).
    explicit Recent(std::size_t entries_max) : half_(std::max<std::size_t>(entries_max / 2, 1)) {}

    // nullptr when it is not known; valid until the next call.
    Value* Find(const Key& key) {
        if (const auto found = young_.find(key); found != young_.end()) return &found->second;
        const auto found = old_.find(key);
        if (found == old_.end()) return nullptr;
        auto value = std::move(found->second);
        old_.erase(found);
        return &Insert(key, std::move(value));
    }

    // The same without moving it: what is only looked at is forgotten as if it were not.
    const Value* Peek(const Key& key) const {
        for (const auto* generation : {&young_, &old_}) {
            const auto found = generation->find(key);
            if (found != generation->end()) return &found->second;
        }
        return nullptr;
    }

    Value& Insert(const Key& key, Value value) {
        if (young_.size() >= half_) old_ = std::exchange(young_, {});
        return young_.insert_or_assign(key, std::move(value)).first->second;
    }

    void Erase(const Key& key) {
        young_.erase(key);
        old_.erase(key);
    }

    // Looks at all.
    template <class Condition>
    void EraseIf(Condition condition) {
        const auto matches = [&](const auto& entry) { return condition(entry.second); };
        std::erase_if(young_, matches);
        std::erase_if(old_, matches);
    }

    void Clear() {
        young_.clear();
        old_.clear();
    }

private:
    const std::size_t half_;
    std::unordered_map<Key, Value, Hash> young_;
    std::unordered_map<Key, Value, Hash> old_;
};

}  // namespace clearway::core
