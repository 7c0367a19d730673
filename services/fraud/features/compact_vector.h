// SPDX-License-Identifier: Apache-2.0
// A vector of plain values that costs eight bytes while it is empty: millions of entities have
// several, most of them empty or short. Sizes are 32 bits. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace clearway::fraud {

template <class T>
class CompactVector {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

public:
    CompactVector() = default;
    CompactVector(CompactVector&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    CompactVector& operator=(CompactVector&& other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~CompactVector() { std::free(block_); }

    std::uint32_t Size() const { return block_ ? block_->size : 0; }
    bool Empty() const { return Size() == 0; }
    T* Data() { return block_ ? reinterpret_cast<T*>(block_ + 1) : nullptr; }
    const T* Data() const { return block_ ? reinterpret_cast<const T*>(block_ + 1) : nullptr; }
    std::span<T> Values() { return {Data(), Size()}; }
    std::span<const T> Values() const { return {Data(), Size()}; }

    void Insert(std::uint32_t place, const T& value) {
        const auto size = Size();
        Reserve(size + 1);
        auto* data = Data();
        std::memmove(static_cast<void*>(data + place + 1), data + place,
                     (size - place) * sizeof(T));
        data[place] = value;
        block_->size = size + 1;
    }
    void PushBack(const T& value) { Insert(Size(), value); }
    // In place of what was there, without room to spare.
    void Assign(std::span<const T> values) {
        Erase(0, Size());
        if (values.empty()) return;
        Reserve(static_cast<std::uint32_t>(values.size()));
        std::memcpy(static_cast<void*>(Data()), values.data(), values.size_bytes());
        block_->size = static_cast<std::uint32_t>(values.size());
    }

    void Erase(std::uint32_t from, std::uint32_t to) {
        if (from == to) return;
        auto* data = Data();
        std::memmove(static_cast<void*>(data + from), data + to, (Size() - to) * sizeof(T));
        block_->size -= to - from;
    }

    // The bytes of the heap that it holds.
    std::size_t HeapBytes() const {
        return block_ ? sizeof(Block) + block_->capacity * sizeof(T) : 0;
    }

private:
    struct Block {
        std::uint32_t size;
        std::uint32_t capacity;
    };

    // Grows by a quarter, at least by two: short ones stay short, long ones are copied seldom.
    void Reserve(std::uint32_t size) {
        const auto held = block_ ? block_->capacity : 0;
        if (size <= held) return;
        const auto capacity = std::max(size, held + std::max(held / 4, std::uint32_t{2}));
        auto* grown =
            static_cast<Block*>(std::realloc(block_, sizeof(Block) + capacity * sizeof(T)));
        if (grown == nullptr) throw std::bad_alloc();
        if (block_ == nullptr) grown->size = 0;
        grown->capacity = capacity;
        block_ = grown;
    }

    Block* block_ = nullptr;
};

}  // namespace clearway::fraud
