// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/legal_forms.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/similarity.h"
#include "services/compliance/domain/names/tables.h"

namespace clearway::compliance {
namespace {

// From these lengths on a phrase with a typo is still no other word.
constexpr std::size_t kWordLettersForTypo = 7;
constexpr std::size_t kPhraseLettersForTypo = 12;

struct Form {
    std::vector<std::string_view> words;
    std::string text;
    std::string_view family;
};

// By first word; the longest phrase first, because one may begin with another.
using Forms = std::unordered_map<std::string_view, std::vector<Form>>;

void AddForm(Forms& forms, std::string_view phrase, std::string_view family) {
    Form form{.words = WordsOf(phrase), .text = {}, .family = family};
    for (const auto word : form.words) form.text += word;
    auto& same_start = forms[form.words.front()];
    const auto shorter = std::find_if(same_start.begin(), same_start.end(), [&](const Form& other) {
        return other.words.size() < form.words.size();
    });
    same_start.insert(shorter, std::move(form));
}

const Forms& AllForms() {
    static const Forms forms = [] {
        Forms made;
        for (auto row : RowsOf(embedded::compliance_name_tables::kLegalForms)) {
            const auto colon = row.find(':');
            const auto family = row.substr(0, colon);
            row.remove_prefix(colon + 1);
            while (!row.empty()) {
                const auto end = std::min(row.find(','), row.size());
                AddForm(made, row.substr(0, end), family);
                row.remove_prefix(std::min(end + 1, row.size()));
            }
        }
        return made;
    }();
    return forms;
}

// By first letter, those long enough to bear a typo.
const std::vector<const Form*>& LongForms(char letter) {
    static const auto forms = [] {
        std::vector<std::vector<const Form*>> made(256);
        for (const auto& [word, same_start] : AllForms())
            for (const auto& form : same_start)
                if (form.text.size() >=
                    (form.words.size() == 1 ? kWordLettersForTypo : kPhraseLettersForTypo))
                    made[static_cast<unsigned char>(word.front())].push_back(&form);
        for (auto& of_letter : made)
            std::sort(of_letter.begin(), of_letter.end(), [](const Form* a, const Form* b) {
                return a->text.size() != b->text.size() ? a->text.size() > b->text.size()
                                                        : a->text < b->text;
            });
        return made;
    }();
    return forms[static_cast<unsigned char>(letter)];
}

bool StartsWith(std::span<const std::string_view> words, const Form& form) {
    return words.size() >= form.words.size() &&
           std::equal(form.words.begin(), form.words.end(), words.begin());
}

bool StartsWithTypoOf(std::span<const std::string_view> words, const Form& form) {
    if (words.size() < form.words.size()) return false;
    std::size_t size = 0;
    for (const auto word : words.first(form.words.size())) size += word.size();
    if (std::max(size, form.text.size()) - std::min(size, form.text.size()) > 1) return false;
    std::string text;
    for (const auto word : words.first(form.words.size())) text += word;
    return EditDistance(text, form.text, 1) == 1;
}

}  // namespace

std::optional<LegalForm> FindLegalForm(std::span<const std::string_view> words) {
    const auto found = AllForms().find(words.front());
    if (found != AllForms().end())
        for (const auto& form : found->second)
            if (StartsWith(words, form)) return LegalForm{form.words.size(), form.family};
    for (const auto* form : LongForms(words.front().front()))
        if (StartsWithTypoOf(words, *form)) return LegalForm{form->words.size(), form->family};
    return std::nullopt;
}

FormDifference Compare(std::string_view family, std::string_view other) {
    if (family == other || family == "company" || other == "company") return FormDifference::kNone;
    if (family == "nonprofit" || other == "nonprofit") return FormDifference::kOpposed;
    return FormDifference::kOther;
}

}  // namespace clearway::compliance
