// SPDX-License-Identifier: Apache-2.0
// A table of bounded size keyed by UUID: what was not used for longest makes room. Its index is
// made at full size (the system gives pages when they are first used), so that no call ever waits
// for it to be built anew. Not thread-safe.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/uuid.h"

namespace clearway::fraud {

template <class Value>
class EntityTable {
public:
    explicit EntityTable(std::size_t capacity)
        : capacity_(capacity),
          mask_(std::bit_ceil(capacity + capacity / 2 + 2) - 1),
          slots_(static_cast<Id*>(std::calloc(mask_ + 1, sizeof(Id))), &std::free) {
        if (capacity == 0 || capacity > kCapacityMax) throw std::invalid_argument("capacity");
        if (!slots_) throw std::bad_alloc();
    }

    // The value of the key, made empty when it is new; it becomes the one used last.
    Value& Touch(const core::Uuid& key) {
        auto place = PlaceOf(key);
        if (const auto id = slots_[place]; id != 0) {
            Unlink(id);
            LinkFirst(id);
            return At(id).value;
        }
        if (size_ >= capacity_) {
            DropOldest();
            place = PlaceOf(key);
        }
        const auto id = slots_[place] = Allocate();
        At(id).key = key;
        LinkFirst(id);
        ++size_;
        return At(id).value;
    }

    const Value* Find(const core::Uuid& key) const {
        const auto id = slots_[PlaceOf(key)];
        return id == 0 ? nullptr : &At(id).value;
    }
    Value* Find(const core::Uuid& key) {
        return const_cast<Value*>(std::as_const(*this).Find(key));
    }

    // From the one used longest ago to the one used last: handed to Touch() in this order, another
    // table holds the same.
    template <class Visit>
    void ForEach(const Visit& visit) const {
        for (auto id = last_; id != 0; id = At(id).before) visit(At(id).key, At(id).value);
    }

    std::size_t Size() const { return size_; }
    static constexpr std::size_t NodeBytes() { return sizeof(Node); }

private:
    using Id = std::uint32_t;  // 0: none; a node's place + 1
    static constexpr std::size_t kCapacityMax = 1'000'000'000, kChunk = 4'096;

    struct Node {
        core::Uuid key;
        Id before = 0;  // used later
        Id after = 0;   // used earlier; also links the free nodes
        Value value{};
    };

    Node& At(Id id) const { return chunks_[(id - 1) / kChunk][(id - 1) % kChunk]; }

    std::size_t HomeOf(const core::Uuid& key) const {
        // Keys of outsiders may be alike in some bytes: mixed, so that they do not crowd.
        const auto hash = std::hash<core::Uuid>{}(key) ^ key.AsBytes()[15] * 0x9E3779B97F4A7C15U;
        return (hash * 0x9E3779B97F4A7C15U >> 20) & mask_;
    }

    // Where the key is, or the free slot where it belongs.
    std::size_t PlaceOf(const core::Uuid& key) const {
        auto place = HomeOf(key);
        while (slots_[place] != 0 && At(slots_[place]).key != key) place = (place + 1) & mask_;
        return place;
    }

    Id Allocate() {
        if (free_ != 0) {
            const auto id = free_;
            free_ = At(id).after;
            At(id) = Node{};
            return id;
        }
        if (used_ == chunks_.size() * kChunk) chunks_.push_back(std::make_unique<Node[]>(kChunk));
        return static_cast<Id>(++used_);
    }

    void LinkFirst(Id id) {
        At(id).before = 0;
        At(id).after = first_;
        if (first_ != 0) At(first_).before = id;
        first_ = id;
        if (last_ == 0) last_ = id;
    }

    void Unlink(Id id) {
        const auto& node = At(id);
        (node.before ? At(node.before).after : first_) = node.after;
        (node.after ? At(node.after).before : last_) = node.before;
    }

    void DropOldest() {
        const auto id = last_;
        EraseSlot(PlaceOf(At(id).key));
        Unlink(id);
        At(id) = Node{};
        At(id).after = free_;
        free_ = id;
        --size_;
    }

    // Linear probing without tombstones: those behind the hole move up.
    void EraseSlot(std::size_t hole) {
        for (auto next = (hole + 1) & mask_; slots_[next] != 0; next = (next + 1) & mask_) {
            const auto home = HomeOf(At(slots_[next]).key);
            if (((next - home) & mask_) < ((next - hole) & mask_)) continue;
            slots_[hole] = slots_[next];
            hole = next;
        }
        slots_[hole] = 0;
    }

    std::size_t capacity_;
    std::size_t mask_;
    std::unique_ptr<Id[], decltype(&std::free)> slots_;
    std::vector<std::unique_ptr<Node[]>> chunks_;
    std::size_t used_ = 0;  // nodes ever allocated
    std::size_t size_ = 0;
    Id free_ = 0, first_ = 0, last_ = 0;
};

}  // namespace clearway::fraud
