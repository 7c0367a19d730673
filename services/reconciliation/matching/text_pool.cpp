// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/text_pool.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kSlotsAtFirst = 1024;

std::uint32_t HashOf(std::string_view text) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

}  // namespace

TextPool::TextPool() : slots_(kSlotsAtFirst) {
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
    places_.push_back(0);
}

// Where the text is, or the free slot where it would be.
std::size_t TextPool::SlotOf(std::string_view text, std::uint32_t hash) const {
    const auto mask = slots_.size() - 1;
    auto slot = hash & mask;
    while (slots_[slot].id != kNoText && (slots_[slot].hash != hash || At(slots_[slot].id) != text))
        slot = (slot + 1) & mask;
    return slot;
}

TextId TextPool::Add(std::string_view text) {
    if (text.empty()) return kNoText;
    if (text.size() > kLengthMax) throw std::length_error("a text of more than 65535 bytes");
    const auto hash = HashOf(text);
    auto& slot = slots_[SlotOf(text, hash)];
    if (slot.id != kNoText) return slot.id;
    const auto id = static_cast<TextId>(places_.size());
    places_.push_back(Keep(text));
    slot = {.id = id, .hash = hash};
    if (places_.size() > slots_.size() / 4 * 3) Grow();
    return id;
}

std::optional<TextId> TextPool::Find(std::string_view text) const {
    if (text.empty()) return kNoText;
    const auto id = slots_[SlotOf(text, HashOf(text))].id;
    return id == kNoText ? std::nullopt : std::optional(id);
}

std::uint64_t TextPool::Keep(std::string_view text) {
    if (used_ + text.size() > kChunkBytes) {
        chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
        used_ = 0;
    }
    const auto place = std::uint64_t{chunks_.size() - 1} << 36 | std::uint64_t{used_} << 16 |
                       std::uint64_t{text.size()};
    std::ranges::copy(text, chunks_.back().get() + used_);
    used_ += text.size();
    return place;
}

void TextPool::Grow() {
    std::vector<Slot> slots(slots_.size() * 2);
    const auto mask = slots.size() - 1;
    for (const auto& slot : slots_) {
        if (slot.id == kNoText) continue;
        auto at = slot.hash & mask;
        while (slots[at].id != kNoText) at = (at + 1) & mask;
        slots[at] = slot;
    }
    slots_ = std::move(slots);
}

}  // namespace clearway::reconciliation::matching
