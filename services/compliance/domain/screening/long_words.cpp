// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/long_words.h"

namespace clearway::compliance {

void LongWords::Add(const Token& token, WordId word) {
    const auto size = token.text.size();
    if (size < kLettersMin || size > kWordLettersMax) return;
    auto& words = by_length_[size];
    words.letters.push_back(token.letters);
    words.ids.push_back(word);
    words.texts += token.text;
}

void LongWords::Build() {
    for (auto& words : by_length_)
        words.letters.resize((words.ids.size() + kBlock - 1) / kBlock * kBlock, kNoWord);
}

}  // namespace clearway::compliance
