// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/joined_word.h"

#include <algorithm>
#include <bit>

#include "services/compliance/domain/names/similarity.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kSoundLetters = 3;  // more or less of them
constexpr std::size_t kSoundLettersMin = 7;
constexpr int kSoundMin = 880;
constexpr int kSoundFits = 970;
constexpr int kOtherLettersMax = 3;  // that one of two words that sound alike has alone

// Whether there are more bits than so many, which are few.
bool HasMoreBits(std::uint32_t bits, int most) {
    for (; bits != 0 && most > 0; --most) bits &= bits - 1;
    return bits != 0;
}

}  // namespace

void JoinedWord::Append(const Token& part) {
    parts_[count_++] = &part;
    size_ += part.joinable.size();
    letters_ |= part.joinable_letters;
    text_.clear();
    spoken_.clear();
}

bool JoinedWord::Is(const Token& whole) {
    return size_ == whole.joinable.size() && letters_ == whole.joinable_letters &&
           Text() == whole.joinable;
}

int JoinedWord::Similarity(const Token& whole) {
    const auto longer = std::max(size_, whole.joinable.size());
    const auto difference = longer - std::min(size_, whole.joinable.size());
    if (difference > kSoundLetters ||
        HasMoreBits(letters_ & ~whole.joinable_letters, kOtherLettersMax) ||
        HasMoreBits(whole.joinable_letters & ~letters_, kOtherLettersMax))
        return 0;
    return difference <= 1 && IsWithinEdits(Text(), whole.joinable, 1)
               ? EditSimilarity(Text(), whole.joinable)
               : SoundSimilarityTo(whole);
}

const std::string& JoinedWord::Text() {
    if (text_.empty())
        for (std::size_t i = 0; i < count_; ++i) text_ += parts_[i]->joinable;
    return text_;
}

// "abu sufyan" for "abousofiane": long enough words may be joined by their sound.
int JoinedWord::SoundSimilarityTo(const Token& whole) {
    if (std::min(size_, whole.text.size()) < kSoundLettersMin || !whole.written.empty()) return 0;
    if (spoken_.empty()) {
        spoken_ = Spoken(Text());
        sounds_ = SoundsOf(spoken_);
    }
    const auto longest = static_cast<int>(std::max(spoken_.size(), whole.spoken.size()));
    const int lacking = std::max(std::popcount(sounds_.own & ~whole.near_sounds),
                                 std::popcount(whole.sounds & ~sounds_.near));
    if (kSame * lacking > (kSame - kSoundMin) * longest) return 0;
    const int alike = SoundSimilarity(spoken_, whole.spoken, kSoundMin);
    return alike >= kSoundMin ? alike * kSoundFits / kSame : 0;
}

}  // namespace clearway::compliance
