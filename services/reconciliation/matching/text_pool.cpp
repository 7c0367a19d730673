// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/text_pool.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kSlotsAtFirst = 1024;

}  // namespace

TextPool::TextPool() : slots_(kSlotsAtFirst) {
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
    places_.push_back(0);
}

// Where the text is, or the free slot where it would be.
std::size_t TextPool::SlotOf(std::string_view text) const {
    const auto mask = slots_.size() - 1;
    auto slot = std::hash<std::string_view>{}(text)&mask;
    while (slots_[slot] != kNoText && At(slots_[slot]) != text) slot = (slot + 1) & mask;
    return slot;
}

TextId TextPool::Add(std::string_view text) {
    if (text.empty()) return kNoText;
    if (text.size() > kLengthMax) throw std::length_error("a text of more than 65535 bytes");
    const auto slot = SlotOf(text);
    if (slots_[slot] != kNoText) return slots_[slot];
    const auto id = static_cast<TextId>(places_.size());
    places_.push_back(Keep(text));
    slots_[slot] = id;
    if (places_.size() > slots_.size() / 4 * 3) Grow();
    return id;
}

std::optional<TextId> TextPool::Find(std::string_view text) const {
    if (text.empty()) return kNoText;
    const auto id = slots_[SlotOf(text)];
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
    slots_.assign(slots_.size() * 2, kNoText);
    for (TextId id = 1; id < places_.size(); ++id) slots_[SlotOf(At(id))] = id;
}

}  // namespace clearway::reconciliation::matching
