// SPDX-License-Identifier: Apache-2.0
// Long words by length and by what letters they have. What two typos made of them has no hash to
// look under: every word of a near length is looked at, some ten thousand in a few microseconds.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/names/similarity.h"
#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

class LongWords {
public:
    using WordId = std::uint32_t;

    static constexpr std::size_t kLettersMin = 7;
    static constexpr std::size_t kTyposMax = 2;

    void Add(const Token& token, WordId word);
    // After the last Add.
    void Build();

    // Words that two typos make of the token, or the token of them.
    template <class Visit>
    void ForEachNear(const Token& token, Visit visit) const {
        const auto size = token.text.size();
        if (size < kLettersMin) return;
        const auto last = std::min(size + kTyposMax, kWordLettersMax);
        for (auto length = size - kTyposMax; length <= last; ++length) {
            const auto& words = by_length_[length];
            for (std::size_t block = 0; block < words.letters.size(); block += kBlock) {
                std::array<std::uint32_t, kBlock> near;
                if (!LookAt(&words.letters[block], token.letters, near)) continue;
                for (std::size_t i = 0; i < kBlock; ++i)
                    if (near[i] != 0 && IsWithinEdits(token.text, words.Text(block + i, length),
                                                      static_cast<int>(kTyposMax)))
                        visit(words.ids[block + i]);
            }
        }
    }

private:
    static constexpr std::size_t kBlock = 16;  // words looked at together
    // No word's: there is no such letter.
    static constexpr std::uint32_t kNoWord = ~0U;

    // More than two typos bring is lacking, each letter a bit. No popcount, which is a call on the
    // plainest of processors.
    static bool HasThreeBits(std::uint32_t bits) {
        bits &= bits - 1;
        return (bits & (bits - 1)) != 0;
    }

    // One loop without a branch, so that the compiler has the processor do four words at a time.
    static bool LookAt(const std::uint32_t* letters, std::uint32_t wanted,
                       std::array<std::uint32_t, kBlock>& near) {
        std::uint32_t any = 0;
        for (std::size_t i = 0; i < kBlock; ++i) {
            const bool far =
                HasThreeBits(letters[i] & ~wanted) | HasThreeBits(wanted & ~letters[i]);
            near[i] = far ? 0U : 1U;
            any |= near[i];
        }
        return any != 0;
    }

    struct Words {
        std::string_view Text(std::size_t word, std::size_t length) const {
            return std::string_view(texts).substr(word * length, length);
        }
        std::vector<std::uint32_t> letters;  // filled up to whole blocks
        std::vector<WordId> ids;
        std::string texts;  // one behind the other: those to compare are near in memory
    };
    std::array<Words, kWordLettersMax + 1> by_length_;
};

}  // namespace clearway::compliance
