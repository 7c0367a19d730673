// SPDX-License-Identifier: Apache-2.0
// Finds the few listed names that a name may mean, so that a screening scores dozens of names and
// not twenty thousand: an inverted index over words, their sounds and their one-typo neighbours. It
// may return too many names, never one score.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/compliance/domain/screening/long_words.h"
#include "services/compliance/domain/screening/weighed_name.h"
#include "services/compliance/domain/screening/word_hashes.h"

namespace clearway::compliance {

class NameIndex {
public:
    // `names` must outlive the index and not change.
    explicit NameIndex(const std::vector<WeighedName>& names);

    // Places of the likeliest names, best guess first, at most `limit`.
    std::vector<std::uint32_t> Candidates(const WeighedName& name, std::size_t limit) const;

    // Places of names that the name may be a contraction of, or that may be one of it. They point
    // to somebody and are never hits.
    std::vector<std::uint32_t> Contracted(const WeighedName& name) const;

    // A stretch of a text in which at least two words of a listed name stand near each other.
    struct Spot {
        std::uint32_t place = 0;
        std::size_t first = 0;  // token
        std::size_t last = 0;
        int bits = 0;  // what the words found tell
    };
    // Those that tell the most, at most `limit`. Words count that are nearly as they are listed.
    std::vector<Spot> Spots(const WeighedName& text, std::size_t limit) const;

    // Places of names with the same words in any order.
    const std::vector<std::uint32_t>& SameWords(const std::string& key) const;

private:
    using WordId = WordHashes::WordId;
    struct Word {
        Token token;
        int bits = 0;
        bool joined = false;  // of neighbours; no word of a name
        std::vector<std::uint32_t> names = {};
    };

    WordId AddWord(const Token& token, int bits, bool joined);
    void AddName(std::uint32_t place, const WeighedName& name);
    void IndexNeighbours();
    // Whether Similar may find something for a joined word: of most not, and that is known before
    // all is known of the word.
    bool HasLike(const std::string& word, Script script) const;
    // Words that may be like the token, some more than once.
    template <class Visit>
    void FindLike(const Token& token, bool joined, Script script, Visit visit) const;
    void Similar(const Token& token, bool joined, Script script,
                 std::vector<std::pair<WordId, int>>& found) const;

    const std::vector<WeighedName>& names_;
    std::vector<int> totals_;  // what all words of a name tell
    std::vector<Word> words_;
    std::unordered_map<std::string, WordId> ids_;
    WordHashes typos_;   // of the words, as they are and with one letter left out
    WordHashes sounds_;  // of how they sound
    LongWords long_words_;
    using Places = std::unordered_map<std::string, std::vector<std::uint32_t>>;
    Places keys_;
    Places initials_;      // and their beginnings
    Places heads_;         // of the contractions that names may have
    Places contractions_;  // names of one word, by its first letters
};

}  // namespace clearway::compliance
