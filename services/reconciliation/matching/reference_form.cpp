// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/reference_form.h"

#include <algorithm>

#include "core/iban.h"

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kWordsMax = 6;       // of one reference in a text
constexpr std::size_t kTextWordsMax = 48;  // of one text
constexpr std::size_t kLettersMin = 6;
constexpr std::size_t kEmptyWordMax = 24;
constexpr std::size_t kFrame = 4;  // RF and two digits
constexpr std::size_t kCreditorReferenceMax = 25;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
// Bytes of other alphabets are kept as they are.
bool IsKept(char c) {
    return IsDigit(c) || IsUpper(Upper(c)) || static_cast<unsigned char>(c) >= 0x80;
}

void AppendCompact(std::string_view text, std::string& compact) {
    for (const char c : text)
        if (IsKept(c)) compact += Upper(c);
}

bool HasDigit(std::string_view text) { return std::ranges::any_of(text, IsDigit); }

// Zeros at the beginning, or behind the letters at the beginning, before other digits.
void DropLeadingZeros(std::string& form) {
    std::size_t at = 0;
    while (at < form.size() && !IsDigit(form[at])) ++at;
    std::size_t zeros = 0;
    while (at + zeros + 1 < form.size() && form[at + zeros] == '0' && IsDigit(form[at + zeros + 1]))
        ++zeros;
    form.erase(at, zeros);
}

}  // namespace

bool IsCreditorReference(std::string_view compact) {
    if (!compact.starts_with("RF") || compact.size() <= kFrame ||
        compact.size() > kCreditorReferenceMax || !IsDigit(compact[2]) || !IsDigit(compact[3]))
        return false;
    return core::HasIbanCheckDigits(compact);  // ISO 11649 has them as an IBAN has
}

ReferenceForm::ReferenceForm(std::vector<std::string> empty_words,
                             std::vector<std::string> prefixes)
    : empty_words_(std::move(empty_words)), prefixes_(std::move(prefixes)) {
    // REFERENCE before REF: the longest that fits is taken off.
    std::ranges::sort(prefixes_, [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

bool ReferenceForm::SaysNothing(std::string_view reference) const {
    if (reference.empty()) return true;
    if (reference.size() > kEmptyWordMax || HasDigit(reference)) {
        // "0", "000": a field that had to be filled.
        return reference.find_first_not_of("0") == std::string_view::npos;
    }
    std::string compact;
    AppendCompact(reference, compact);
    return compact.empty() || std::ranges::find(empty_words_, compact) != empty_words_.end();
}

// `form` is compact.
void ReferenceForm::Reduce(std::string& form) const {
    for (const auto& prefix : prefixes_) {
        // Before letters it may be a part of their word.
        if (form.size() > prefix.size() && form.starts_with(prefix) &&
            (IsDigit(form[prefix.size()]) || form.compare(prefix.size(), 2, "RF") == 0)) {
            form.erase(0, prefix.size());
            break;
        }
    }
    if (IsCreditorReference(form)) form.erase(0, kFrame);
    DropLeadingZeros(form);
}

void ReferenceForm::Normalise(std::string_view reference, std::string& form) const {
    form.clear();
    if (SaysNothing(reference)) return;
    // "REF: ABC-1": before letters a prefix is one when something stands between.
    for (const auto& prefix : prefixes_) {
        const auto matches = [&] {
            for (std::size_t i = 0; i < prefix.size(); ++i)
                if (Upper(reference[i]) != prefix[i]) return false;
            return true;
        };
        if (reference.size() > prefix.size() + 1 && !IsKept(reference[prefix.size()]) &&
            matches()) {
            reference.remove_prefix(prefix.size() + 1);
            break;
        }
    }
    AppendCompact(reference, form);
    Reduce(form);
}

void ReferenceForm::ForEachInText(std::string_view text,
                                  const std::function<void(std::string_view)>& take) const {
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (at < text.size() && words.size() < kTextWordsMax) {
        while (at < text.size() && !IsKept(text[at])) ++at;
        const auto begin = at;
        while (at < text.size() && IsKept(text[at])) ++at;
        if (at > begin) words.push_back(text.substr(begin, at - begin));
    }
    std::string joined;
    std::string form;
    for (std::size_t first = 0; first < words.size(); ++first) {
        joined.clear();
        for (auto next = first; next < std::min(words.size(), first + kWordsMax); ++next) {
            AppendCompact(words[next], joined);
            if (joined.size() < kLettersMin || !HasDigit(joined)) continue;
            form = joined;
            Reduce(form);
            take(form);
        }
    }
}

}  // namespace clearway::reconciliation::matching
