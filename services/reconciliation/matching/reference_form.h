// SPDX-License-Identifier: Apache-2.0
// What is left of a reference when all is taken off that people and banks change on its way: case,
// blanks and punctuation, words like "REF:", leading zeros, the frame of an ISO 11649 creditor
// reference.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::reconciliation::matching {

class ReferenceForm {
public:
    // Of capital letters and digits: words that stand for no reference ("NOTPROVIDED"), and words
    // that stand before one ("REF").
    ReferenceForm(std::vector<std::string> empty_words, std::vector<std::string> prefixes);

    bool SaysNothing(std::string_view reference) const;

    // Replaces `form`; empty when nothing is left or the reference says nothing.
    void Normalise(std::string_view reference, std::string& form) const;

    // The forms of all that could be a reference in a free text: up to six of its words together,
    // of six letters or more, with a digit among them.
    void ForEachInText(std::string_view text,
                       const std::function<void(std::string_view)>& take) const;

private:
    void Reduce(std::string& form) const;

    std::vector<std::string> empty_words_;
    std::vector<std::string> prefixes_;
};

// "RF", two check digits, one to 21 letters and digits, and the check digits are right.
bool IsCreditorReference(std::string_view compact);

}  // namespace clearway::reconciliation::matching
