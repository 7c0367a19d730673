// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/csv.h"

namespace clearway::compliance {
namespace {

constexpr char kEndOfFile = 0x1A;

}  // namespace

core::Result<bool> CsvRows::Next(std::vector<std::string>& row) {
    while (SkipLineEnd()) {
    }
    if (at_ >= text_.size()) return false;
    if (text_[at_] == kEndOfFile) {
        ended_ = OnlyLineEndsFollow();
        if (!ended_) return Fault("text after the closing line");
        return false;
    }
    row.clear();
    begin_ = line_;
    do {
        if (!ReadField(row.emplace_back())) return Fault("an open quote");
    } while (Skip(','));
    if (at_ < text_.size() && !SkipLineEnd()) return Fault("text after a quote");
    return true;
}

core::Error CsvRows::Fault(std::string_view what) const {
    return {.code = core::ErrorCode::kUnavailable,
            .detail = "line " + std::to_string(line_) + ": " + std::string(what)};
}

bool CsvRows::Skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
}

bool CsvRows::SkipLineEnd() {
    const bool carriage = Skip('\r');
    if (!Skip('\n')) return carriage;
    ++line_;
    return true;
}

bool CsvRows::OnlyLineEndsFollow() const {
    return text_.find_first_not_of("\r\n", at_ + 1) == std::string_view::npos;
}

bool CsvRows::ReadField(std::string& field) {
    if (Skip('"')) return ReadQuoted(field);
    const auto end = text_.find_first_of(",\r\n", at_);
    const auto length = end == std::string_view::npos ? text_.size() - at_ : end - at_;
    field = std::string(text_.substr(at_, length));
    at_ += length;
    if (field == "-0- " || field == "-0-") field.clear();
    return true;
}

bool CsvRows::ReadQuoted(std::string& field) {
    while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '"' && !Skip('"')) {
            while (Skip(' ')) {
            }
            return true;
        }
        if (c == '\n') ++line_;
        field += c;
    }
    return false;
}

core::Result<CsvFile> ParseCsv(std::string_view text) {
    CsvFile file;
    CsvRows rows(text);
    std::vector<std::string> row;
    while (true) {
        auto more = rows.Next(row);
        if (!more) return std::move(more).error();
        if (!*more) break;
        file.lines.push_back(rows.Line());
        file.rows.push_back(std::move(row));
        row = {};
    }
    file.ended = rows.Ended();
    return file;
}

}  // namespace clearway::compliance
