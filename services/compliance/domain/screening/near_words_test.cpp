// SPDX-License-Identifier: Apache-2.0
// The two ways to the words that are like one: each finds what looking at all words finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/compliance/domain/screening/long_words.h"
#include "services/compliance/domain/screening/word_hashes.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kWords = 3'000;

class NearWordsTest : public ::testing::Test {
protected:
    std::uint32_t Below(std::uint32_t limit) {
        return static_cast<std::uint32_t>(random_() % limit);
    }

    // Of few letters, so that many are near one another.
    std::string Word() {
        std::string word(5 + Below(6), ' ');
        for (char& letter : word) letter = static_cast<char>('a' + Below(4));
        return word;
    }

private:
    std::mt19937 random_{20261129};  // NOLINT: the same words in every run
};

TEST_F(NearWordsTest, HashesFindTheirWordsAndNoOther) {
    WordHashes hashes;
    std::vector<std::uint32_t> hash_of;
    for (std::uint32_t word = 0; word < kWords; ++word) {
        // Some shared, some that differ in their last bits only.
        hash_of.push_back(word % 3 == 0 ? Below(64) : Below(1U << 31) * 2);
        hashes.Add(hash_of.back(), word);
        if (word % 5 == 0) hashes.Add(hash_of.back(), word);
    }
    hashes.Build();
    auto asked = hash_of;
    for (std::uint32_t more = 0; more < kWords; ++more) asked.push_back(Below(1U << 31) * 2 + 1);
    for (const auto hash : asked) {
        std::vector<std::uint32_t> found, expected;
        hashes.ForEach(hash, [&](std::uint32_t word) { found.push_back(word); });
        for (std::uint32_t word = 0; word < kWords; ++word)
            if (hash_of[word] == hash) expected.push_back(word);
        EXPECT_EQ(found, expected) << hash;
    }
}

TEST_F(NearWordsTest, NoHashHasWordsBeforeThereAreAny) {
    WordHashes hashes;
    for (const bool built : {false, true}) {
        if (built) hashes.Build();
        for (const std::uint32_t hash : {0U, 1U, ~0U})
            hashes.ForEach(hash, [](std::uint32_t word) { ADD_FAILURE() << word; });
    }
}

TEST_F(NearWordsTest, LongOnesAreFoundByUpToTwoTypos) {
    LongWords words;
    std::vector<std::string> texts;
    for (std::uint32_t word = 0; word < kWords; ++word) {
        texts.push_back(Word());
        words.Add(MakeNameToken(texts.back()), word);
    }
    words.Build();
    std::size_t near = 0;
    for (std::size_t i = 0; i < 300; ++i) {
        const auto asked = Word();
        std::vector<std::uint32_t> found, expected;
        words.ForEachNear(MakeNameToken(asked), [&](std::uint32_t word) { found.push_back(word); });
        std::ranges::sort(found);
        for (std::uint32_t word = 0; word < kWords; ++word)
            if (std::min(asked.size(), texts[word].size()) >= LongWords::kLettersMin &&
                IsWithinEdits(asked, texts[word], 2))
                expected.push_back(word);
        EXPECT_EQ(found, expected) << asked;
        near += found.size();
    }
    EXPECT_GT(near, 100U);
}

}  // namespace
}  // namespace clearway::compliance
