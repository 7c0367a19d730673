// SPDX-License-Identifier: Apache-2.0
// A table of bounded size keyed by UUID: what was not used for longest makes room. Not thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>

#include "core/uuid.h"

namespace clearway::fraud {

template <class Value>
class LruTable {
public:
    explicit LruTable(std::size_t capacity) : capacity_(capacity) {}

    // The value of the key, made empty when it is new; it becomes the one used last.
    Value& Touch(const core::Uuid& key) {
        const auto found = places_.find(key);
        if (found != places_.end()) {
            order_.splice(order_.begin(), order_, found->second);
            return found->second->second;
        }
        if (!order_.empty() && places_.size() >= capacity_) DropOldest();
        order_.emplace_front(key, Value{});
        places_.emplace(key, order_.begin());
        return order_.front().second;
    }

    const Value* Find(const core::Uuid& key) const {
        const auto found = places_.find(key);
        return found == places_.end() ? nullptr : &found->second->second;
    }

    Value* Find(const core::Uuid& key) {
        const auto found = places_.find(key);
        return found == places_.end() ? nullptr : &found->second->second;
    }

    // Removes those used longest ago while they are stale, but at most `limit`: work stays short.
    template <class Stale>
    void DropStale(const Stale& stale, int limit) {
        for (int i = 0; i < limit && !order_.empty() && stale(order_.back().second); ++i)
            DropOldest();
    }

    std::size_t Size() const { return places_.size(); }

private:
    using Order = std::list<std::pair<core::Uuid, Value>>;

    void DropOldest() {
        places_.erase(order_.back().first);
        order_.pop_back();
    }

    std::size_t capacity_;
    Order order_;  // used last first
    std::unordered_map<core::Uuid, typename Order::iterator> places_;
};

}  // namespace clearway::fraud
