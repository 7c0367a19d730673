// SPDX-License-Identifier: Apache-2.0
// Neighbours of a name as one word: "patr ushev", "abu sufyan". Of most it is clear by their
// letters that they are no word of the other name, so the word and its sound are made only for
// those that may be.
#pragma once

#include <array>
#include <string>

#include "services/compliance/domain/names/sounds.h"
#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {

class JoinedWord {
public:
    static constexpr std::size_t kPartsMax = 3;

    // The token must outlive this.
    void Append(const Token& part);

    bool Is(const Token& whole);
    // By the letters or by the sound, 0 to 1000; 0 for what is not alike enough to be asked.
    int Similarity(const Token& whole);

private:
    const std::string& Text();
    int SoundSimilarityTo(const Token& whole);

    std::array<const Token*, kPartsMax> parts_{};
    std::size_t count_ = 0;
    std::size_t size_ = 0;
    std::uint32_t letters_ = 0;
    std::string text_ = {};
    std::string spoken_ = {};
    Sounds sounds_ = {};  // of what is spoken
};

}  // namespace clearway::compliance
