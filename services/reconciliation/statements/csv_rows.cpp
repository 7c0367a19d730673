// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/csv_rows.h"

#include <algorithm>

namespace clearway::reconciliation::statements {
namespace {

char GuessSeparator(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char c : {';', '\t', '|'})
        if (std::ranges::count(first, c) > std::ranges::count(first, best)) best = c;
    return best;
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r";
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

CsvRows::CsvRows(std::string_view text, char separator)
    : text_(text), separator_(separator == '\0' ? GuessSeparator(text) : separator) {}

bool CsvRows::Next(std::vector<std::string_view>& fields) {
    while (EndLine()) {
    }
    fields.clear();
    unquoted_.clear();
    begin_ = line_;
    if (at_ >= text_.size() || !fault_.empty()) return false;
    do {
        if (!ReadField(fields)) return false;
    } while (at_ < text_.size() && text_[at_] == separator_ && ++at_ > 0);
    if (at_ < text_.size() && !EndLine()) return Fail("text behind a quote");
    return true;
}

bool CsvRows::ReadField(std::vector<std::string_view>& fields) {
    if (at_ < text_.size() && text_[at_] == '"') return ReadQuoted(fields);
    const auto begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
    fields.push_back(Trimmed(text_.substr(begin, at_ - begin)));
    return true;
}

bool CsvRows::ReadQuoted(std::vector<std::string_view>& fields) {
    const auto begin = ++at_;
    bool doubled = false;
    for (; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\n') ++line_;
        if (text_[at_] != '"') continue;
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
        doubled = true;
        ++at_;
    }
    if (at_ == text_.size()) return Fail("a quote that never closes");
    auto field = text_.substr(begin, at_ - begin);
    ++at_;
    if (doubled) {
        auto& text = unquoted_.emplace_back();
        for (std::size_t i = 0; i < field.size(); ++i) {
            text += field[i];
            i += field[i] == '"';
        }
        field = text;
    }
    fields.push_back(Trimmed(field));
    return true;
}

bool CsvRows::EndLine() {
    if (at_ < text_.size() && text_[at_] == '\r' && at_ + 1 < text_.size() &&
        text_[at_ + 1] == '\n')
        ++at_;
    if (at_ >= text_.size() || text_[at_] != '\n') return false;
    ++at_;
    ++line_;
    return true;
}

bool CsvRows::Fail(std::string_view what) {
    fault_ = "line " + std::to_string(begin_) + ": " + std::string(what);
    return false;
}

}  // namespace clearway::reconciliation::statements
