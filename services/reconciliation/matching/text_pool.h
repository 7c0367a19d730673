// SPDX-License-Identifier: Apache-2.0
// Texts kept once each and named by a number: millions of references take their bytes and eight
// more, and two that are equal are equal numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace clearway::reconciliation::matching {

using TextId = std::uint32_t;
inline constexpr TextId kNoText = 0;  // the empty text

class TextPool {
public:
    static constexpr std::size_t kLengthMax = 65'535;

    TextPool();

    // Throws std::length_error for a text that is longer than kLengthMax.
    TextId Add(std::string_view text);
    std::optional<TextId> Find(std::string_view text) const;
    // Valid as long as the pool.
    std::string_view At(TextId id) const {
        const auto place = places_[id];
        return {chunks_[place >> 36].get() + (place >> 16 & 0xFFFFF), place & 0xFFFF};
    }
    std::size_t Size() const { return places_.size(); }

private:
    // The hash beside the id: a slot that another text has is passed by without a look at its
    // bytes.
    struct Slot {
        TextId id = kNoText;  // kNoText: free
        std::uint32_t hash = 0;
    };

    std::size_t SlotOf(std::string_view text, std::uint32_t hash) const;
    std::uint64_t Keep(std::string_view text);
    void Grow();

    std::vector<std::unique_ptr<char[]>> chunks_;
    std::size_t used_ = 0;               // of the last chunk
    std::vector<std::uint64_t> places_;  // chunk, 20 bits of offset, 16 bits of length
    std::vector<Slot> slots_;            // a power of two of them
};

}  // namespace clearway::reconciliation::matching
